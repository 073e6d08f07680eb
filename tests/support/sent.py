"""All texts that a page of Streamlit's test runner sends to the browser.

Tooltips and assistive texts are among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from google.protobuf.message import Message
from lxml.html import HtmlElement, fragments_fromstring
from streamlit.testing.v1 import AppTest

NOT_TEXT = {
    "id", "page", "icon", "page_script_hash", "query_string", "type", "format", "name", "component_name", "key",
    "js_content", "js_source_path", "css_content", "css_source_path", "deferred_file_id", "raw_value", "min", "max",
    "url", "form_id",
}  # fmt: skip
MARKUP, JSON_TEXT = {"body", "html_content"}, {"spec", "columns", "tooltip"}
SAID_BY = ("aria-label", "title", "alt", "placeholder", "value")


def words_in(markup: str) -> Iterator[str]:
    """Give the texts and speaking attributes of markup.

    Whatever is marked as Chinese or never shown is left out.
    """
    for part in fragments_fromstring(markup):
        if isinstance(part, str):
            yield part.strip()
        else:
            yield from _words_of(part)


def _words_of(element: HtmlElement) -> Iterator[str]:
    """Give the texts of an element and its parts, and the text that follows it."""
    shown = isinstance(element.tag, str) and element.tag not in ("style", "script")
    if shown and not element.get("lang", "").startswith("zh"):
        yield from (element.get(name, "").strip() for name in SAID_BY)
        yield (element.text or "").strip()
        for part in element:
            yield from _words_of(part)
    yield (element.tail or "").strip()


def strings_in(value: Any) -> Iterator[str]:
    """Give all strings in decoded JSON, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def cells_in(table: bytes) -> Iterator[str]:
    """Give the headings and texts of an Arrow table."""
    with pa.ipc.open_stream(table) as stream:
        read = stream.read_all()
    for name, column in zip(read.column_names, read.columns, strict=True):
        yield name
        yield from (cell for cell in column.to_pylist() if isinstance(cell, str))


def on_the_map(deck: str) -> Iterator[str]:
    """Give the names and tooltips of a deck's features."""
    for layer in json.loads(deck)["layers"]:
        for row in layer.get("data", ()):
            given = row.get("properties", row)
            yield from (given[key] for key in ("name", "text") if key in given)


def parts_of(node: Any) -> Iterator[Any]:
    """Give the node and all within it."""
    yield node
    for child in getattr(node, "children", {}).values():
        yield from parts_of(child)


def said_by(message: Message) -> Iterator[str]:
    """Give the texts of one element."""
    for field, value in message.ListFields():
        kind = type(message).__name__
        for part in value if hasattr(value, "append") else [value]:
            if isinstance(part, Message):
                yield from said_by(part)
            elif isinstance(part, bytes):
                yield from cells_in(part)
            elif not isinstance(part, str) or field.name in NOT_TEXT:
                continue
            elif field.name in MARKUP:
                yield from words_in(part)
            elif kind == "DeckGlJsonChart" and field.name == "json":
                yield from on_the_map(part)
            elif field.name == "json":
                yield from (words for text in strings_in(json.loads(part)) for words in words_in(text))
            elif field.name in JSON_TEXT:
                yield from strings_in(json.loads(part))
            else:
                yield part


def texts_sent(app: AppTest) -> list[str]:
    """List all that a reader can come to read or hear, the navigation bar included.

    Each text is there once, in sorted order.
    """
    messages = (getattr(part, "proto", None) for part in parts_of(app._tree))
    said = {text for message in messages if isinstance(message, Message) for text in said_by(message)}
    return sorted(text for text in said if text)
