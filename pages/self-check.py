"""Self-check: prefectures check themselves against the plan, and the province reviews.

The report of a round is printed from here, too.
"""

from chuyi_dash.i18n import gettext as _
from components.screens.self_check.request import open_request, own_prefecture
from components.screens.self_check.screen import show_screen
from components.session.page import open_page

show_screen(open_request(open_page("self-check", _("自查"), dated=False, own_place=own_prefecture)))
