"""Data: reports and how fresh they are, contradictions between them, and imports."""

from chuyi_dash.i18n import gettext as _
from components.screens.data import show_intake, show_quality
from components.session.page import open_page

request = open_page("data", _("数据"))
show_quality(request)
show_intake(request)
