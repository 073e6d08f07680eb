"""What a zip archive's directory says against unpacking it: asked before a byte is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
DOUBLED, LOCKED, TOO_MUCH = "doubled", "locked", "too_much"
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of an archive, in bytes unpacked but for the last.

    They are the most entries, the most bytes of one entry and of all, and how many times its packed size an entry may
    be.
    """

    entries: int
    largest_entry: int
    largest_whole: int
    steepest_ratio: int


def faults(entries: Sequence[zipfile.ZipInfo], bounds: Bounds) -> frozenset[str]:
    """Name what is wrong with a directory; empty where nothing is.

    Faults are names that are doubled, entries behind a password, and too much to unpack. An entry of up to a megabyte
    may be packed as tightly as it likes.
    """
    found = set()
    if len({entry.filename for entry in entries}) != len(entries):
        found.add(DOUBLED)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        found.add(LOCKED)
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > bounds.entries or whole > bounds.largest_whole or any(_swells(row, bounds) for row in entries):
        found.add(TOO_MUCH)
    return frozenset(found)


def _swells(entry: zipfile.ZipInfo, bounds: Bounds) -> bool:
    steep = entry.file_size > MEGABYTE and entry.file_size > bounds.steepest_ratio * max(entry.compress_size, 1)
    return steep or entry.file_size > bounds.largest_entry
