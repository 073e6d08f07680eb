"""The groups of tests that stay with one worker when several share the tests out.

pytest-xdist 3.8 has groups of its own, which do nothing under pytest 9: it writes them into node ids, and those can no
longer be changed.
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import PurePosixPath
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

LOOKING = {f"tests/browser/test_{name}.py" for name in ("accessibility", "print", "screens")}
"""Modules whose tests look at one opened screen together; the screen's name is the test's parameter."""
OFFICE = "the office"
"""What the tests share that sign in at the self-check: a server with a provider, and sheets filled in."""
AT_THE_OFFICE = {"sheet", "review", "round-states"}
LIBREOFFICE = "LibreOffice"
SECONDS = {
    **dict.fromkeys(("tests/browser/test_front_door.py", "tests/browser/test_present.py"), 70),
    "tests/browser/test_no_webgl.py": 60,
    OFFICE: 50,
    **dict.fromkeys(("tests/browser/test_self_check.py", "tests/browser/test_map.py"), 40),
    **dict.fromkeys((f"tests/browser/test_{name}.py" for name in ("intake", "sign_in", "address", "themes")), 30),
    "tests/browser/test_tables.py": 20,
    LIBREOFFICE: 20,
}
"""How long the long groups take, about, on a machine with two processors."""


def group_of(test: str) -> str:
    """Name the group of tests that a test, given by its node id, has to stay with.

    That is a screen, the office, LibreOffice's documents, or else its module.
    """
    module, _colons, name = test.partition("::")
    if module == "tests/browser/test_self_check_screen.py":
        return OFFICE
    if module in LOOKING and name.endswith("]"):
        screen = name[name.index("[") + 1 : -1]
        return OFFICE if screen in AT_THE_OFFICE else f"the screen {screen}"
    return LIBREOFFICE if PurePosixPath(module).name == "test_opening_in_libreoffice.py" else module


class LongestFirst(OrderedDict[str, dict[str, bool]]):
    """Groups that wait for a worker, of which the one that takes longest comes first.

    Those whose time is not known come as they were put in.
    """

    def popitem(self, last: bool = True) -> tuple[str, dict[str, bool]]:
        """Take out the group that takes longest.

        One that began late would keep the other worker waiting at the end.
        """
        group = max(self, key=lambda group: SECONDS.get(group, 0))
        return group, self.pop(group)


class OneWorkerAGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """A scheduler that gives each group to one worker, the longest first."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        self.workqueue = LongestFirst()

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
