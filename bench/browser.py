"""Chromium for tests and pictures: its path, its flags, and when a screen is at rest."""

from __future__ import annotations

import os
import shutil

FLAGS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",  # the maps' WebGL is drawn in software anyway; the rest of a page need not be
    "--disable-background-networking",
)
WANTED = (
    "CHROMIUM names no program, and no chromium is on the path; install it: apt-get install chromium fonts-noto-cjk"
)
LISTEN = """(() => {
    const spoken = window.spoken = {asked: 0, answered: 0, calm: 0};
    const Own = window.WebSocket;
    window.WebSocket = class extends Own {
        constructor(...said) {
            super(...said);
            this.addEventListener('message', () => { spoken.answered = Math.max(spoken.asked, spoken.answered) + 1; });
        }
        send(said) {
            spoken.asked = Math.max(spoken.asked, spoken.answered) + 1;
            super.send(said);
        }
    };
})()"""
"""To run before a page's own scripts: numbers what the page asks and is answered, in order."""
AT_REST = """() => {
    const calm = document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
        && window.spoken.answered > window.spoken.asked
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
    window.spoken.calm = calm ? window.spoken.calm + 1 : 0;
    if (window.spoken.calm < 4) return false;
    window.spoken.calm = 0;
    return true;
}"""
"""Whether the script has run and what it sent is drawn, for some frames on end. Streamlit calls a script idle until it
has read the server's first answer, so a page that has asked, or is still reading, is not at rest."""


def chromium() -> str | None:
    """Find Chromium: the program that ``CHROMIUM`` names, else the one on the path.

    None without one.
    """
    return shutil.which(os.environ.get("CHROMIUM") or "chromium")
