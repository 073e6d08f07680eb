"""About: the plan's words, how everything is measured, and where it comes from."""

from chuyi_dash.i18n import gettext as _
from components.screens.about import show_about
from components.session.page import open_page

request = open_page("about", _("说明与来源"))
show_about(request)
