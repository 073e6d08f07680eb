"""What pydantic finds wrong with a value, in the operator's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chuyi_dash.i18n import gettext as _

UNKNOWN_KEY = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
MISSING_KEY = "missing"


def complaint(kind: str, context: Mapping[str, Any]) -> str:
    """Say what a value should be, as the words after "X 的值 …".

    ``kind`` and ``context`` are those of a pydantic error.
    """
    if kind == "value_error":  # said by a rule of our own
        return str(context["error"])
    if kind in _limits():
        limit = str(next(iter(context.values()))).replace("'", "")
        return _limits()[kind] % {"limit": limit.replace(" or ", ", ").replace(", ", _("、"))}
    name = kind.partition("_")[0]
    return _kinds().get(name, _("不能用"))


def _kinds() -> dict[str, str]:
    """Give the words by the first word of the error's type."""
    group = _("应为一组“键: 值”")
    return {
        "string": _("应为文字"),
        "int": _("应为整数"),
        "float": _("应为数字"),
        "finite": _("应为数字"),
        "bool": _("应为 true 或 false"),
        "date": _("应为日期（如 2022-12-31）"),
        "list": _("应为列表"),
        "tuple": _("应为列表"),
        "dict": group,
        "mapping": group,
        "model": group,
        "dataclass": group,
    }


def _limits() -> dict[str, str]:
    return {
        "greater_than": _("应大于 %(limit)s"),
        "greater_than_equal": _("不能小于 %(limit)s"),
        "less_than": _("应小于 %(limit)s"),
        "less_than_equal": _("不能大于 %(limit)s"),
        "literal_error": _("只能是 %(limit)s"),
        "string_pattern_mismatch": _("的格式不对（%(limit)s）"),
        "too_short": _("太少"),
        "too_long": _("太多"),
        "string_too_short": _("不能为空"),
    }
