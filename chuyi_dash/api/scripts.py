"""Streamlit's own scripts and styles, sent compressed.

Streamlit sends them as they lie there, 7 MB at a first visit. They are compressed once per Streamlit version, into
``var/``; ``servestatic`` serves them from there, in the best form that a browser takes. Browsers take Brotli over TLS
and from the machine itself, gzip elsewhere.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from servestatic import ServeStaticASGI
from starlette.types import ASGIApp

COMPRESSIBLE = (".js", ".css")
THOROUGH, QUICK = 10, 5
"""Brotli's quality, of 0 to 11: 10 makes 7 % less of a file than 9 does and takes eight times as long, once."""
SELDOM = (
    "Plotly", "ECharts", "GraphViz", "StreamlitSyntax", "cytoscape", "cose-", "elk-", "katex", "rehype-katex",
    "mermaid", "chunk-", "swimlanes",
)  # fmt: skip
"""How the names of scripts begin that Streamlit loads only for elements which no screen has."""
GZIP_LEVEL = 9
LATIN_FONT = re.compile(rb"@font-face\{font-family:Source Sans;[^}]*\}")
"""Streamlit's own font, 171 KB, which a browser fetches although every screen is set in the system's Chinese fonts."""
LASTING = "public, immutable, max-age=31536000"
"""As Streamlit itself says of these files: their names hold a hash of their content."""


def streamlit_static() -> Path:
    """Find the folder of Streamlit's own files, without loading Streamlit."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"


def prepare_scripts(var_dir: Path) -> Path:
    """Compress the scripts into ``var_dir`` unless that is done; return the folder they are in.

    Each version of Streamlit has a folder. Two processes may do so at once: each works in a folder of its own, and
    the first to finish is kept.
    """
    folder = var_dir / f"scripts-{version('streamlit')}"
    if folder.is_dir():
        return folder
    var_dir.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".scripts-", dir=var_dir))
    try:
        for source in _sources(streamlit_static() / "static"):
            _compress(source, made / source.relative_to(streamlit_static() / "static"))
        made.chmod(0o755)
        try:
            os.rename(made, folder)  # noqa: PTH104 (Path.replace would do the same; the failure is expected)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _sources(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.suffix in COMPRESSIBLE)


def _compress(source: Path, target: Path) -> None:
    """Write the file and its two compressed forms beside it, as ``servestatic`` looks for them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = LATIN_FONT.sub(b"", source.read_bytes())
    target.write_bytes(content)
    quality = QUICK if source.name.startswith(SELDOM) else THOROUGH
    target.with_name(f"{target.name}.br").write_bytes(brotli.compress(content, quality=quality))
    target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content, GZIP_LEVEL, mtime=0))


class CompressedScripts(ServeStaticASGI):  # type: ignore[misc]
    """Serve the prepared scripts under ``<base>/static/`` and pass every other request on."""

    def __init__(self, app: ASGIApp, *, folder: Path, base: str = "") -> None:
        super().__init__(
            app,
            root=folder,
            prefix=f"{base.strip('/')}/static/",
            allow_all_origins=False,
            add_headers_function=_lasting,
        )


def _lasting(headers: Headers, _path: str, _url: str) -> None:
    headers["Cache-Control"] = LASTING
