"""Overview: the targets that are behind, where, since when, and whose turn it is to act."""

from chuyi_dash.i18n import gettext as _
from components.screens.overview import show_answer, show_bullets, show_changes
from components.session.page import open_page

request = open_page("overview", _("总览"))
show_answer(request)
show_bullets(request)
show_changes(request)
