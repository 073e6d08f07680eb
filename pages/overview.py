"""Overview: what is behind, where, since when, and who must act."""

from components.guard import guard

guard("overview")

from chuyi_dash.i18n import gettext as _  # noqa: E402
from components.screens.overview import show_answer, show_bullets, show_changes  # noqa: E402
from components.session.page import open_page  # noqa: E402

request = open_page("overview", _("总览"))
show_answer(request)
show_bullets(request)
show_changes(request)
