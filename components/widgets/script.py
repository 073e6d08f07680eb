"""The product's own scripts in a page.

They are files of its server, because every answer's policy bars scripts in a text.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import streamlit as st
from markupsafe import Markup

SCRIPTS = Path(__file__).parents[1] / "scripts"
ADDRESS = "front"
"""The path below which the front door serves them."""


def run_script(name: str, **values: object) -> None:
    """Run ``components/scripts/<name>.js`` in the browser, once for each change of ``values``.

    The script finds them as JSON in ``document.currentScript.dataset.values``.
    """
    text = json.dumps(values, ensure_ascii=False)
    tag = Markup('<script src="{}" data-values="{}"></script>').format(script_address(f"{name}.js"), text)
    st.html(str(tag), unsafe_allow_javascript=True)


@lru_cache(maxsize=16)
def script_address(file: str) -> str:
    """Give the address of a file of ``components/scripts``, relative to any screen's.

    It changes with the file's content.
    """
    content = (SCRIPTS / file).read_bytes()
    return f"./{ADDRESS}/{file}?v={sha256(content).hexdigest()[:12]}"
