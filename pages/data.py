"""Data: what has been reported, how fresh it is, where it contradicts itself, what was imported."""

from components.guard import guard

guard("data")

from chuyi_dash.i18n import gettext as _  # noqa: E402
from components.screens.data import show_intake, show_quality  # noqa: E402
from components.session.page import open_page  # noqa: E402

request = open_page("data", _("数据"))
show_quality(request)
show_intake(request)
