"""A real browser signs in and out with a real OpenID provider, and the table decides what it then is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from processes import run_command
from providers import Person, sign_in, sign_out, signed_in_server

REPORTER = Person("li", "li@example.org")
STEWARD = Person("steward-7")
CLAIMING = Person("mallory", "li@example.org", verified=False)


@pytest.fixture(scope="module")
def base(environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that knows a reporter and a steward; the provider knows one more person."""
    run_command(environment, "user", "add", REPORTER.identity, "--role", "reporter", "--prefecture", "长沙市")
    run_command(environment, "user", "add", STEWARD.identity, "--role", "steward")
    folder = tmp_path_factory.mktemp("secrets")
    with signed_in_server(environment, folder, (REPORTER, STEWARD, CLAIMING)) as address:
        yield address


@pytest.fixture
def visitor(profiles: Callable[..., BrowserContext]) -> BrowserContext:
    """Somebody with a browser of their own."""
    return profiles()


def who(page: Page) -> str:
    """What the bar says of the reader, and what opens below it."""
    page.locator(".st-key-who button").first.click()
    opened = page.get_by_test_id("stPopoverBody")
    opened.wait_for()
    return f"{page.locator('.st-key-who button').first.inner_text()}\n{opened.inner_text()}"


def test_a_reporter_signs_in_comes_back_to_the_screen_and_signs_out(
    base: str, visitor: BrowserContext, environment: Mapping[str, str]
) -> None:
    page = visitor.new_page()
    page.goto(f"{base}/about?prefecture=430200")
    sign_in(page, REPORTER)
    page.wait_for_url(f"{base}/about?prefecture=430200")
    said = who(page)
    assert "市州填报员 · 长沙" in said
    assert "li@example.org" in said
    run_command(environment, "user", "remove", REPORTER.identity)
    page.reload()
    expect(page.locator(".st-key-who button").first).to_contain_text("浏览者")
    sign_out(page)
    page.reload()
    page.get_by_role("button", name="登录").wait_for()
    assert page.locator(".st-key-who").count() == 0
    assert not [cookie for cookie in visitor.cookies() if cookie["name"].startswith("_streamlit_user")]


@pytest.mark.parametrize(
    ("person", "words"),
    [(STEWARD, ("省级数据专员", "steward-7")), (CLAIMING, ("浏览者", "mallory", "没有登记角色"))],
    ids=["steward", "unknown"],
)
def test_the_table_says_what_somebody_is_and_an_unverified_address_says_nothing(
    person: Person, words: tuple[str, ...], base: str, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    page.goto(f"{base}/about")
    sign_in(page, person)
    said = who(page)
    assert [word for word in words if word not in said] == []
    assert "li@example.org" not in said


def test_forum_mode_shows_no_control_and_a_server_without_a_provider_no_sign_in(
    base: str, server: str, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    page.goto(f"{base}/present")
    page.wait_for_function("() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")
    assert page.get_by_role("button", name="登录").count() == 0
    page.goto(f"{server}/about")
    page.locator(".cd-title h1").wait_for()
    page.wait_for_function("() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")
    assert page.get_by_role("button", name="登录").count() == 0
    assert page.locator(".st-key-demonstration").count() == 0
