"""Targets: all of them in one table, or one in full."""

from chuyi_dash.i18n import pgettext
from components.screens.targets import show_all_targets, show_target, show_target_choice
from components.session.page import open_page

request = open_page("targets", pgettext("several", "目标"))
show_target_choice(request)
if request.address.target is None:
    show_all_targets(request)
else:
    show_target(request, request.address.target)
