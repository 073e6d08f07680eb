"""About: the plan's words, how everything is measured, and where it comes from."""

from components.guard import guard

guard("about")

from chuyi_dash.i18n import gettext as _  # noqa: E402
from components.screens.about import show_about  # noqa: E402
from components.session.page import open_page  # noqa: E402

request = open_page("about", _("说明与来源"))
show_about(request)
