"""Coverage: one target over counties or prefectures, on the map and by name."""

from chuyi_dash.i18n import gettext as _
from components.screens.coverage import chosen_target, show_coverage, show_target_choice
from components.session.page import open_page

request = open_page("coverage", _("覆盖地图"))
target = chosen_target(request)
request.name(target=target.id)
show_target_choice(target)
show_coverage(request, target)
