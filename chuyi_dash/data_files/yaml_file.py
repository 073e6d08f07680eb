"""One YAML file: its content as records, and the line of everything in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode

from chuyi_dash.data_files.complaints import MISSING_KEY, UNKNOWN_KEY, complaint
from chuyi_dash.data_files.models import adapter_of
from chuyi_dash.data_files.problems import DataFileError, Problem, nearest, unknown_key, unknown_value
from chuyi_dash.data_files.shapes import KeyPath, keys_at
from chuyi_dash.data_files.yaml_nodes import as_json, compose, doubled_keys, inside, keys_of, named, walk
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

T = TypeVar("T")


class YamlFile:
    """A YAML file of a data folder.

    ``content`` is as YAML reads it; ``problems`` gathers what is wrong. Patterns name places: ``projects.*.duties``
    is that key of every entry under ``projects``. Raises ChuyiError where the file is missing or is no YAML.
    """

    def __init__(self, data_dir: Path, name: str) -> None:
        self.name = f"{data_dir.name}/{name}"
        self.problems: list[Problem] = []
        try:
            self._root, self.content = compose((data_dir / name).read_text(encoding="utf-8"))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = 1 if mark is None else mark.line + 1
            raise DataFileError(
                [Problem(self.name, line, _("不是可用的 YAML：%(reason)s") % {"reason": error.problem})]
            ) from error
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise ChuyiError(_("读不了 %(file)s：%(reason)s") % {"file": self.name, "reason": error}) from error
        if self._root is not None:
            for line, key in doubled_keys(self._root):
                self.problems.append(Problem(self.name, line, _("键 “%(key)s” 重复。") % {"key": key}))

    def wrong(self, path: KeyPath, words: str, *, key: bool = False) -> None:
        """Note a problem with the value at this place, or with its key."""
        self.problems.append(Problem(self.name, self._line(path, key), words))

    def records(self, shape: type[T], /) -> T | None:
        """Read the content as the model ``shape`` has it.

        None where it does not fit; then every problem is noted.
        """
        try:
            found: T = adapter_of(cast("Any", shape)).validate_json(
                json.dumps(as_json(self.content), ensure_ascii=False)
            )
        except ValidationError as error:
            self._note(error, shape)
            return None
        return found

    def _note(self, error: ValidationError, shape: Any) -> None:
        found = error.errors(include_url=False)
        meant: set[KeyPath] = set()  # keys that are there, but misspelt: they are not missing as well
        for entry in found:
            if entry["type"] in UNKNOWN_KEY:
                *above, key = entry["loc"]
                free = set(keys_at(shape, tuple(above))) - set(self._keys(tuple(above)))
                near = nearest(str(key), free) or nearest(str(key), keys_at(shape, tuple(above)))
                self.wrong(entry["loc"], unknown_key(str(key), near), key=True)
                meant.add((*above, near or ""))
        for entry in found:
            place, kind = entry["loc"], entry["type"]
            if kind == MISSING_KEY and place not in meant:
                self.wrong(place[:-1], _("缺少键 “%(key)s”。") % {"key": place[-1]})
            elif kind not in UNKNOWN_KEY and kind != MISSING_KEY:
                words = _("%(key)s 的值 “%(value)s” %(reason)s。")
                value = self._node(place)
                shown = value.value if isinstance(value, ScalarNode) else "…"
                values = {"key": named(place), "value": shown, "reason": complaint(kind, entry.get("ctx", {}))}
                self.wrong(place, words % values)

    def values(self, pattern: str) -> list[str]:
        """List the words that stand at the pattern's places."""
        return [node.value for _place, node in self._found(pattern) if isinstance(node, ScalarNode)]

    def keys(self, pattern: str) -> list[str]:
        """List the keys of the groups at the pattern's places."""
        return [key for path, _node in self._found(pattern) for key in self._keys(path)]

    def refer(self, pattern: str, allowed: Iterable[str], where: str = "", *, null: bool = False) -> None:
        """Note each value at the pattern's places that is not ``allowed``.

        ``where`` says where the allowed ones stand; ``null`` lets a place be empty.
        """
        known = list(dict.fromkeys(allowed))
        for path, node in self._found(pattern):
            empty = null and node.tag == "tag:yaml.org,2002:null"
            if isinstance(node, ScalarNode) and node.value not in known and not empty:
                self.wrong(path, unknown_value(named(path), node.value, known, where))

    def refer_keys(self, pattern: str, allowed: Iterable[str]) -> None:
        """Note each key of the groups at the pattern's places that is not ``allowed``."""
        known = list(dict.fromkeys(allowed))
        for path, _node in self._found(pattern):
            here = self._keys(path)
            for key in here:
                if key not in known:
                    near = nearest(key, set(known) - set(here)) or nearest(key, known)
                    self.wrong((*path, key), unknown_key(key, near), key=True)

    def require_keys(self, pattern: str, needed: Iterable[str]) -> None:
        """Note each of the ``needed`` keys that a group at the pattern's places lacks.

        One for which a misspelt key stands there is not noted.
        """
        wanted = list(needed)
        for path, node in self._found(pattern):
            here = self._keys(path)
            meant = {nearest(key, set(wanted) - set(here)) for key in here if key not in wanted}
            for key in wanted:
                if isinstance(node, MappingNode) and key not in here and key not in meant:
                    words = _("%(group)s 缺少键 “%(key)s”。") % {"group": named(path), "key": key}
                    self.wrong(path, words, key=True)

    def single(self, pattern: str, name: str) -> None:
        """Note values at the pattern's places that stand there more than once."""
        seen: set[str] = set()
        for path, node in self._found(pattern):
            if isinstance(node, ScalarNode):
                if node.value in seen:
                    self.wrong(path, _("%(name)s重复：“%(value)s”。") % {"name": name, "value": node.value})
                seen.add(node.value)

    def _found(self, pattern: str) -> Iterator[tuple[KeyPath, Node]]:
        if self._root is not None:
            yield from walk((), self._root, tuple(step for step in pattern.split(".") if step))

    def _keys(self, path: KeyPath) -> list[str]:
        return keys_of(self._node(path))

    def _node(self, path: KeyPath) -> Node | None:
        node = self._root
        for step in path:
            found = None if node is None else inside(node, step)
            if found is None:
                return None
            node = found[1]
        return node

    def _line(self, path: KeyPath, key: bool) -> int:
        """Find the line of a place, or of its key.

        Where the file has nothing there, it is the line of what is around it.
        """
        node, line = self._root, 1
        for number, step in enumerate(path, start=1):
            found = None if node is None else inside(node, step)
            if found is None:
                break
            name, node = found
            line = (name if key and number == len(path) else node).start_mark.line + 1
        return line
