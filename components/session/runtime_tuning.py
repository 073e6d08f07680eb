"""Tuning of the serving process."""

from __future__ import annotations

import gc
import sys
from functools import lru_cache

SWITCH_INTERVAL_SECONDS = 0.0005


@lru_cache(maxsize=64)
def freeze_imports(page: str) -> None:  # noqa: ARG001 (once per page: each brings imports of its own)
    """Take a page's imports out of garbage collection, and let threads hand over sooner.

    Streamlit collects all generations after each run, which costs as much as the page itself once pandas, Altair and
    SQLAlchemy are loaded; frozen objects are not walked. Each message wakes the event loop's thread, and at Python's
    default interval the page's thread may wait 5 ms to go on. What an earlier page froze is thawed first, so that
    sessions that ended since are collected.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
