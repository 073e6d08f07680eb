"""Forum mode: the plan's story in eight scenes, full screen, by keys."""

from components.guard import guard

guard("present")

from components.screens.present.opening import open_stage  # noqa: E402
from components.screens.present.showing import show_story  # noqa: E402

request, choices = open_stage("present")
show_story(request, choices)
