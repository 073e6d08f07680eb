"""What a model allows at a place of a file: the keys there.

With them a wrong key can be told together with the right one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

KeyPath = tuple[str | int, ...]


def keys_at(shape: Any, path: KeyPath) -> tuple[str, ...]:
    """List the keys that the model knows at this place; empty where any key may stand, or none."""
    for step in path:
        shape = _inside(shape, step)
    return tuple(_fields(_bare(shape)))


def _bare(shape: Any) -> Any:
    """Strip a type of what is said about it, and of "or nothing"."""
    while get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if get_origin(shape) in (Union, UnionType):
        return _bare(next(part for part in get_args(shape) if part is not NoneType))
    return shape


def _fields(shape: Any) -> Mapping[str, Any]:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return {name: field.annotation for name, field in shape.model_fields.items()}
    return get_type_hints(shape) if is_dataclass(shape) else {}


def _inside(shape: Any, step: str | int) -> Any:
    shape = _bare(shape)
    kind, parts = get_origin(shape), get_args(shape)
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return parts[1]
    if isinstance(kind, type) and issubclass(kind, Sequence):
        return parts[0]
    return _fields(shape).get(str(step))
