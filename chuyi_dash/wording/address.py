"""What a reader is told about an address."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.address import Unusable


def unusable_sentence(wrong: Unusable) -> str:
    """Say of a value that could not be used what was expected and what is used instead."""
    return _("网址中的 %(key)s=%(value)s 无法识别（应为%(expected)s），已改用%(instead)s。") % {
        "key": wrong.key,
        "value": wrong.value,
        "expected": wrong.expected,
        "instead": wrong.instead,
    }
