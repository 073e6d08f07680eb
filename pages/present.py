"""Forum mode: the plan's story in eight scenes, full screen, by keys."""

from components.screens.present.opening import open_stage
from components.screens.present.showing import show_story

request, choices = open_stage("present")
show_story(request, choices)
