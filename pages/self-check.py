"""Self-check: each prefecture checks itself against every clause, the province reviews, the report prints."""

from components.guard import guard

guard("self-check")

from chuyi_dash.i18n import gettext as _  # noqa: E402
from components.screens.self_check.desk import open_desk, own_prefecture  # noqa: E402
from components.screens.self_check.screen import show_screen  # noqa: E402
from components.session.page import open_page  # noqa: E402

show_screen(open_desk(open_page("self-check", _("自查"), dated=False, own_place=own_prefecture)))
