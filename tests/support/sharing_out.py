"""Which tests stay with one worker when several share them out.

pytest-xdist 3.8 has groups of its own, which do nothing under pytest 9: it writes them into node ids, and those can no
longer be changed.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from xdist.scheduler import LoadScopeScheduling

LOOKING = {f"tests/browser/test_{name}.py" for name in ("accessibility", "print", "screens")}
"""Modules whose tests look at one opened screen together; the screen's name is the test's parameter."""


def group_of(test: str) -> str:
    """What has to stay together with a test, given by its node id: a screen, LibreOffice's documents, or a module."""
    module, _colons, name = test.partition("::")
    if module in LOOKING and name.endswith("]"):
        return f"the screen {name[name.index('[') + 1 : -1]}"
    return "LibreOffice" if PurePosixPath(module).name == "test_opening_in_libreoffice.py" else module


class OneWorkerAGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Give each group to one worker, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
