"""Pages run in this process, by Streamlit's own test runner, over databases of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hunan import outlines_in_var
from opening import opened_at
from shown import as_shown
from streamlit.testing.v1 import AppTest

from chuyi_dash.views.snapshot import DataSource
from components.session.runtime_tuning import freeze_imports

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a page showed: texts in order, the state it left, and the runner for more steps."""

    app: AppTest

    @property
    def html(self) -> str:
        """All HTML that the page sent, without its style sheets and its own place in the navigation bar."""
        bodies = [element.proto.body for element in self.app.get("html")]
        return "\n".join(body for body in bodies if "<style" not in body and "cd-here" not in body)

    @property
    def notices(self) -> str:
        """Errors, warnings and infos, as a reader sees them."""
        found = [*self.app.error, *self.app.warning, *self.app.info]
        return "\n".join(as_shown(element.value) for element in found)

    @property
    def text(self) -> str:
        """All that a reader reads, charts' descriptions and copied lists included."""
        codes = [element.value for element in self.app.code]
        return "\n".join([self.html, self.notices, *codes])

    @property
    def exceptions(self) -> list[str]:
        """What went wrong."""
        return [element.value for element in self.app.exception]

    def kinds(self) -> list[str]:
        """The elements' types, in order."""
        return [element.type for element in self.app.main]


@pytest.fixture
def copied() -> Callable[[AppTest], dict[str, str]]:
    """The query of the link that a page offers, once somebody opens that."""

    def look(app: AppTest) -> dict[str, str]:
        app.session_state["share"] = True
        app.run()
        (link,) = (code.value for code in app.code if "lang=" in code.value)
        return dict(parse_qsl(urlsplit(link).query))

    return look


@pytest.fixture(scope="session", autouse=True)
def _outlines() -> None:
    """Outlines in var/, as ``init`` prepares them."""
    outlines_in_var()


@pytest.fixture(scope="session", autouse=True)
def _settled_once() -> Iterator[None]:
    """The process is settled by its first page, not by each: among thousands of tests that takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("components.session.page", "components.screens.present.opening"):
            patch.setattr(f"{module}.freeze_imports", lambda _page: freeze_imports("the first"))
        yield


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Point the app at a database."""
    return lambda url: monkeypatch.setenv("CHUYI_DATABASE_URL", url)


@pytest.fixture
def sample_data(use: Callable[[str], None], snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    """The app reads facts and sample."""
    snapshot = snapshot_of("sqlite", "sample")
    use(snapshot.database)
    return snapshot


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Open a page as a guest of a cold server does."""
    monkeypatch.chdir(PROJECT)

    def run(page: str, **query: str) -> Answer:
        return Answer(opened_at(page, **query).run())

    return run
