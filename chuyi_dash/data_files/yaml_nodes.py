"""The nodes of a YAML file, which know their lines, and places among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from chuyi_dash.data_files.shapes import KeyPath


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the quick one where there is one
    """A reader of YAML that is quick where it can be; days become dates."""

    def construct_day(self, node: ScalarNode) -> object:
        """Leave a day that no calendar has as text, so that it is told like any other wrong value."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_day)


def compose(text: str) -> tuple[Node | None, Any]:
    """Read a YAML text into its nodes and its content, both None for an empty one.

    Raises yaml.YAMLError.
    """
    loader = Loader(text)
    root: Node | None = loader.get_single_node()
    return root, None if root is None else loader.construct_document(root)


def inside(node: Node, step: str | int) -> tuple[Node, Node] | None:
    """Find the key and the value one step further in; None where nothing is there.

    An entry of a list is its own key.
    """
    if isinstance(node, MappingNode):
        # Of a key that stands twice the last counts, as for whoever reads the file.
        return next(((key, value) for key, value in reversed(node.value) if str(key.value) == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def walk(path: KeyPath, node: Node, steps: Sequence[str]) -> Iterator[tuple[KeyPath, Node]]:
    """Yield the places and nodes that the steps lead to.

    A step is a key, the number of an entry, or ``*`` for every entry.
    """
    if not steps:
        yield path, node
        return
    step, *rest = steps
    if isinstance(node, SequenceNode):
        for number, entry in enumerate(node.value):
            if step in ("*", str(number)):
                yield from walk((*path, number), entry, rest)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if step in ("*", str(key.value)):
                yield from walk((*path, str(key.value)), value, rest)


def named(path: KeyPath) -> str:
    """Put a place in words: its keys, without the numbers of entries in lists."""
    return ".".join(step for step in path if isinstance(step, str) and step != "[key]")


def as_json(content: Any) -> Any:
    """Give the content as JSON can hold it.

    Pydantic then reads lists into tuples and groups into records, strictly.
    """
    if isinstance(content, Mapping):
        return {str(key): as_json(value) for key, value in content.items()}
    if isinstance(content, list):
        return [as_json(value) for value in content]
    return content.isoformat() if isinstance(content, date) else content


def keys_of(node: Node | None) -> list[str]:
    """List the keys of a group in their order; none for anything else."""
    return [str(key.value) for key, _value in node.value] if isinstance(node, MappingNode) else []


def doubled_keys(node: Node) -> Iterator[tuple[int, str]]:
    """Yield line and name of each key that its group has before."""
    if isinstance(node, MappingNode):
        names = keys_of(node)
        for number, (key, value) in enumerate(node.value):
            if names[number] in names[:number]:
                yield key.start_mark.line + 1, names[number]
            yield from doubled_keys(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from doubled_keys(value)
