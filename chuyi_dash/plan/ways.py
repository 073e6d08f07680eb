"""The ways of measuring that a plan's file may name, found by name alone.

What they answer lies in the layer above.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from chuyi_dash.i18n import add_catalogues

PRODUCT = "chuyi_dash.measures"
"""The package whose modules are the product's own ways; a name with a dot is a module from elsewhere."""
OFFERED = "MEASURE"
NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


class Way(Protocol):
    """What reading a plan needs of a way of measuring: the kinds of target that it can measure."""

    kinds: tuple[str, ...]


@lru_cache(maxsize=64)
def way(name: str) -> Way | None:
    """Load the way of measuring of this name; None where there is none.

    ``tallies`` is the product's module of that name, ``my_plan.rates`` a module on the interpreter's path, whose
    texts are looked up in the folder ``locale`` beside it.
    """
    if not NAME.fullmatch(name):
        return None
    full = name if "." in name else f"{PRODUCT}.{name}"
    try:
        module = import_module(full)
    except ModuleNotFoundError as error:
        if error.name is not None and (full == error.name or full.startswith(f"{error.name}.")):
            return None
        raise
    if "." in name and module.__file__:
        add_catalogues(Path(module.__file__).parent / "locale")
    return cast("Way | None", getattr(module, OFFERED, None))


def known_ways(name: str) -> tuple[str, ...]:
    """List the names that would do instead of ``name``, with itself where it is one of them."""
    own = tuple(row.name for row in iter_modules(import_module(PRODUCT).__path__) if way(row.name))
    return own if name in own or way(name) is None else (*own, name)


def kinds_of(name: str) -> tuple[str, ...]:
    """List the kinds of target that the way of this name can measure; none for an unknown one."""
    found = way(name)
    return found.kinds if found else ()
