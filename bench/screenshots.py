"""``python -m bench.screenshots``: pictures of every screen of the running app.

They are PNG files, light and dark, in three sizes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import AT_REST, FLAGS, LISTEN, WANTED, chromium
from bench.server import serve
from chuyi_dash.plan import read_plan

ROOT = Path(__file__).resolve().parent.parent
THEMES = ("light", "dark")
SIZES = ((1366, 768), (1920, 1080), (390, 844))
SCENES = 8
LONGEST = 9000
"""A screen longer than this many pixels is cut off; no reader judges the rest by a picture."""
LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
STILL_MS = 700


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen to take, by its name, path and query.

    Forum mode fills the window; other screens are taken at their full length.
    """

    name: str
    path: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is longer than the window."""
        return self.path != "present"


SHOTS = (
    Shot("overview", ""),
    Shot("overview-prefecture", "", (("prefecture", "430600"),)),
    Shot("coverage", "coverage"),
    Shot("targets", "targets"),
    Shot("target", "targets", (("target", read_plan().story.bases),)),
    Shot("projects", "projects"),
    Shot("project", "projects", (("project", "hb-hunan-industry"),)),
    Shot("self-check", "self-check"),
    Shot("data", "data"),
    Shot("about", "about"),
    *(Shot(f"present-{scene}", "present", (("scene", str(scene)),)) for scene in range(1, SCENES + 1)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Save the pictures under ``--out`` and print their paths.

    The exit code is 2 without a browser, else 0.
    """
    options = _parse(arguments)
    program = chromium()
    if program is None:
        print(WANTED, file=sys.stderr)
        return 2
    wanted = [shot for shot in SHOTS if shot.name in options.only or not options.only]
    with serve(ROOT / "app.py", directory=ROOT) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for file in _save(browser, f"http://127.0.0.1:{port}", wanted, options.out):
            print(file)
        browser.close()
    return 0


def _save(browser: Browser, base: str, shots: Sequence[Shot], out: Path) -> Iterator[Path]:
    for theme in THEMES:
        for width, height in SIZES:
            folder = out / theme / f"{width}x{height}"
            folder.mkdir(parents=True, exist_ok=True)
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
                locale="zh-CN",
            )
            context.add_init_script(LISTEN)
            page = context.new_page()
            for shot in shots:
                page.set_viewport_size({"width": width, "height": height})
                query = urlencode([*shot.query, ("theme", theme)])
                page.goto(f"{base}/{shot.path}?{query}")
                _settle(page)
                if shot.whole:
                    length = min(LONGEST, max(height, page.evaluate(LENGTH)))
                    page.set_viewport_size({"width": width, "height": length})
                    page.wait_for_timeout(STILL_MS)
                file = folder / f"{shot.name}.png"
                page.screenshot(path=file)
                yield file
            context.close()


def _settle(page: Page) -> None:
    page.locator(".cd-title h1").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(AT_REST)
    page.wait_for_timeout(STILL_MS)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "screenshots", help="folder for the pictures")
    names = [shot.name for shot in SHOTS]
    parser.add_argument("--only", nargs="*", default=(), choices=names, help="some screens instead of all")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
