"""The interface's language: Chinese texts are the message ids, others come from catalogues.

A gettext catalogue is kept as the text that translators edit and is compiled in memory, so that no binary can fall
behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"
DOMAIN = "chuyi"
DEFAULT_LANGUAGE = "zh"
OWN_NAMES = {"zh": "中文", "en": "English"}
"""Each language in its own words, as a reader who knows no other looks for it."""
TAGS = {"zh": "zh-CN", "en": "en"}
"""Each language as HTML names it."""

_folders: tuple[Path, ...] = (LOCALE_DIR,)
"""Where catalogues lie: the product's own first, then those that a way of measuring from elsewhere brought."""

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """List the language codes that have a catalogue, with Chinese, which needs none, first."""
    found = sorted(path.parent.parent.name for path in LOCALE_DIR.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return (DEFAULT_LANGUAGE, *found)


def language_asked(text: str | None) -> str:
    """Choose the language that an address asks for where it is known, else the default."""
    asked = (text or "").strip()
    return asked if asked in languages() else DEFAULT_LANGUAGE


def own_name(code: str) -> str:
    """Give what a language calls itself; its code where that is not known here."""
    return OWN_NAMES.get(code, code)


def use_language(code: str) -> None:
    """Choose the language of every later text in this thread's run."""
    _language.set(code)


def current_language() -> str:
    """Give the language chosen for this thread's run."""
    return _language.get()


def in_chinese() -> bool:
    """Tell whether the reader's language is that of the plan.

    If so, names and words stand in the original.
    """
    return _language.get() == DEFAULT_LANGUAGE


def add_catalogues(folder: Path) -> None:
    """Look up texts in this folder's catalogues as well, where the product's own have none.

    They are files ``<code>/LC_MESSAGES/chuyi.po``.
    """
    global _folders
    if folder not in _folders:
        _folders = (*_folders, folder)


def _catalogue(code: str) -> NullTranslations:
    return _catalogue_of(code, _folders)


@lru_cache(maxsize=8)
def _catalogue_of(code: str, folders: tuple[Path, ...]) -> NullTranslations:
    found = _compiled(code, folders[0])
    for folder in folders[1:]:
        found.add_fallback(_compiled(code, folder))
    return found


def _compiled(code: str, folder: Path) -> NullTranslations:
    path = folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.is_file():
        return NullTranslations()
    # Imported here because Chinese, and with it every command, does without them.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as text:
        write_mo(compiled, read_po(text, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(message: str) -> str:
    """Translate the message into the chosen language.

    Where a catalogue lacks it, the Chinese text itself comes back.
    """
    return _catalogue(_language.get()).gettext(message)


def pgettext(context: str, message: str) -> str:
    """Translate a message whose Chinese means something else in another context.

    The context may be, say, one thing or several.
    """
    return _catalogue(_language.get()).pgettext(context, message)


def npgettext(context: str, message: str, plural: str, number: int) -> str:
    """Translate as ``pgettext``, in the form that the language uses for this number.

    Chinese has one form for all.
    """
    return _catalogue(_language.get()).npgettext(context, message, plural, number)


def ngettext(message: str, plural: str, number: int) -> str:
    """Translate as ``gettext``, in the form that the language uses for this number."""
    return _catalogue(_language.get()).ngettext(message, plural, number)


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Join names as in prose; beyond ``most`` the rest is counted instead of named."""
    if most is not None and len(names) > most:
        return gettext("%(names)s等%(total)d个") % {"names": gettext("、").join(names[:most]), "total": len(names)}
    if in_chinese() or len(names) < 2:
        return gettext("、").join(names)
    return gettext("%(names)s和%(last)s") % {"names": gettext("、").join(names[:-1]), "last": names[-1]}
