"""Who acts on a page: a guest, a marked demonstration identity, or whoever has signed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from opening import opened_at, script_values
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from chuyi_dash.access.accounts import add_account
from chuyi_dash.access.operating import operator
from chuyi_dash.db.engine import connect
from components.session import identity
from components.session.navigation import screens

PROJECT = Path(__file__).parents[2]
NAMES = [entry.name for entry in screens() if entry.name != "present"]  # forum mode shows nothing but its scenes
REPORTER = "示例填报员（长沙市）"


@pytest.fixture
def sample(database_on: Callable[[str, str], Engine], use: Callable[[str], None]) -> Engine:
    """A database of the test's own, which the app reads."""
    engine = database_on("sqlite", "sample")
    use(str(engine.url))
    return engine


@pytest.fixture
def embedded(sample: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The same, as the file that the product makes for itself."""
    monkeypatch.setattr("chuyi_dash.config.EMBEDDED_DATABASE", Path(str(sample.url.database)))
    return sample


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A page in a session that has chosen this identity, or none."""
    monkeypatch.chdir(PROJECT)

    def run(page: str, chosen: str | None = None, **query: str) -> AppTest:
        app = opened_at(page, **query)
        if chosen is not None:
            app.session_state[identity.CHOSEN] = chosen
        return app.run()

    return run


def signed_in(monkeypatch: pytest.MonkeyPatch, **claims: object) -> None:
    """Let a provider be configured, and let it say this."""
    monkeypatch.setattr(identity, "provider_configured", lambda: True)
    monkeypatch.setattr(identity, "claims", lambda: claims)


def html(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if "<style" not in body)


def controls(app: AppTest) -> list[str]:
    """The popovers and buttons of the bar that have to do with who one is."""
    labels = [block.proto.popover.label for block in app.get("popover")] + [button.label for button in app.button]
    return [label for label in labels if label in ("登录", "退出", "示例身份") or "员" in label or "者" in label]


def test_without_a_round_only_the_embedded_sample_says_how_to_try_the_self_check(
    opened: Any, sample: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere,) = [element.value for element in opened("self-check").info]
    monkeypatch.setattr("chuyi_dash.config.EMBEDDED_DATABASE", Path(str(sample.url.database)))
    (embedded,) = [element.value for element in opened("self-check").info]
    assert "示例身份" not in elsewhere
    assert "在“示例身份”里选省级数据专员" in embedded


@pytest.mark.parametrize("name", NAMES)
def test_every_screen_marks_a_demonstration_identity(name: str, opened: Any, embedded: Engine) -> None:
    app = opened(name, REPORTER)
    assert [element.value for element in app.exception] == []
    assert "正以市州填报员 · 长沙市的示例身份操作" in html(app)
    assert controls(app) == ["示例身份"]


def test_forum_mode_marks_one_too_though_it_offers_none(
    opened: Any, embedded: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("components.screens.present.showing.stage", lambda **sent: shown.append(sent["data"]["html"]))
    opened("present", REPORTER)
    opened("present")
    assert [("示例身份" in html) for html in shown] == [True, False]


def test_a_chosen_one_outlives_a_change_of_theme(opened: Any, embedded: Engine) -> None:
    (asked,) = script_values(opened("about", REPORTER, theme="dark"), "theme")
    token = str(asked["kept"])
    assert "示例身份操作" in html(opened("about", theme="dark", kept=token))
    assert "示例身份操作" not in html(opened("about", theme="dark", kept="x" * 22))


def test_no_screen_of_another_database_offers_or_keeps_one(opened: Any, sample: Engine) -> None:
    app = opened("about", REPORTER)
    assert [element.value for element in app.exception] == []
    assert "示例身份" not in html(app)
    assert controls(app) == []


def test_nothing_is_offered_where_somebody_can_sign_in(
    opened: Any, embedded: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(monkeypatch)
    app = opened("about", REPORTER)
    assert "示例身份" not in html(app)
    assert controls(app) == ["登录"]


def test_nobody_acts_before_choosing(opened: Any, embedded: Engine) -> None:
    app = opened("about")
    assert "示例身份操作" not in html(app)
    assert controls(app) == ["示例身份"]


def test_an_english_screen_says_it_in_english(opened: Any, embedded: Engine) -> None:
    assert "You act as a demonstration identity: prefecture reporter" in html(opened("about", REPORTER, lang="en"))


def test_the_role_is_read_at_each_run(opened: Any, sample: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, sub="7", email="li@example.org", email_verified=True)
    app = opened("about")
    assert controls(app) == ["浏览者", "退出"]
    assert "没有登记角色" in html(app)
    add_account(sample, operator(), "li@example.org", "reporter", "长沙市")
    app.run()
    assert controls(app) == ["市州填报员 · 长沙", "退出"]
    assert "li@example.org" in html(app)


def test_a_reader_without_a_sign_in_costs_no_question(
    opened: Any, sample: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("about")
    asked: list[str] = []
    engine = connect(sample.url)
    event.listen(engine, "before_cursor_execute", lambda *found: asked.append(found[2]))
    app.run()
    assert asked
    assert not [statement for statement in asked if "account" in statement or "source" in statement]
