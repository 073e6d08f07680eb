"""Targets: all of them in one table, or one in full."""

from components.guard import guard

guard("targets")

from chuyi_dash.i18n import pgettext  # noqa: E402
from components.screens.targets import show_all_targets, show_target, show_target_choice  # noqa: E402
from components.session.page import open_page  # noqa: E402

request = open_page("targets", pgettext("several", "目标"))
show_target_choice(request)
if request.address.target is None:
    show_all_targets(request)
else:
    show_target(request, request.address.target)
