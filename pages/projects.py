"""Projects: find them, see how far they are, and open one."""

from chuyi_dash.i18n import pgettext
from components.screens.projects import read_filter, show_filters, show_list, show_project
from components.session.page import open_page

request = open_page("projects", pgettext("several", "项目"))
if request.address.project is None:
    wanted = read_filter(request)
    show_filters(wanted)
    show_list(request, wanted)
else:
    show_project(request, request.address.project)
