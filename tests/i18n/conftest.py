"""The interface's texts as translators get them, and the catalogues they fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from chuyi_dash.i18n import DEFAULT_LANGUAGE, DOMAIN, LOCALE_DIR, use_language

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project() -> Path:
    """The repository's root."""
    return PROJECT


@pytest.fixture(scope="session")
def texts() -> Catalog:
    """Every text of the screens, extracted from the sources as ``make messages`` does it."""
    with (PROJECT / "babel.cfg").open(encoding="utf-8") as settings:
        methods, options = parse_mapping_cfg(settings)
    found = Catalog()
    for _file, _line, message, _comments, context in extract_from_dir(PROJECT, methods, options):
        found.add(message, context=context)
    return found


@pytest.fixture(scope="session")
def catalogue() -> Catalog:
    """The English catalogue."""
    with (LOCALE_DIR / "en" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture
def speak() -> Iterator[Callable[[str], None]]:
    """Choose the language of the test's texts; Chinese again after it."""
    yield use_language
    use_language(DEFAULT_LANGUAGE)
