"""What every model of a data file has in common."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
"""Unknown keys are forbidden, and nothing is read as what it is not: ``"20"`` is no number."""


class Model(BaseModel):
    """A group of keys in a data file."""

    model_config = STRICT | ConfigDict(frozen=True, defer_build=True)


@cache
def adapter_of(shape: Any) -> TypeAdapter[Any]:
    """Make the reader of a model, once per process: making it takes longer than reading."""
    own = isinstance(shape, type) and issubclass(shape, BaseModel)  # brings its configuration
    return TypeAdapter(shape) if own else TypeAdapter(shape, config=STRICT)
