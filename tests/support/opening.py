"""Screens in this process, opened by Streamlit's test runner through every session's frame."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).parents[2]
OVERVIEW = "overview"

# A server looks once for packages that bring components; the test runner would for every session, 60 ms each.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened_at(page: str, **query: str) -> AppTest:
    """Prepare a session that asks for this page's address and has not run yet.

    Nobody has called ``st.navigation`` in it.
    """
    app = AppTest.from_file(str(PROJECT / "components" / "frame.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    return app if page == OVERVIEW else app.switch_page(f"../pages/{page}.py")


def script_values(app: AppTest, name: str) -> list[dict[str, object]]:
    """Read what the page gave to each run of the product's own script of this name."""
    bodies = [element.proto.body for element in app.get("html")]
    found = [re.search(rf'/{name}\.js\?v=\w+" data-values="([^"]*)"', body) for body in bodies]
    return [json.loads(unescape(hit[1])) for hit in found if hit]
