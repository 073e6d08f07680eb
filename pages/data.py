"""Data: what has been reported, how fresh it is, where it contradicts itself, what was imported."""

from chuyi_dash.i18n import gettext as _
from components.screens.data import show_intake, show_quality
from components.session.page import open_page

request = open_page("data", _("数据"))
show_quality(request)
show_intake(request)
