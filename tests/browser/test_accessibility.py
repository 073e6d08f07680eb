"""Every screen for those who do not see it, do not point at it, or read it in the dark or in their hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import looks
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, TimeoutError

from bench.server import serve

PROJECT = Path(__file__).parents[2]
DRAWING = ("overview", "coverage", "target", "data", "projects", "project")
WITH_CONTROLS = looks.names(looks.WHOLE)
DRAWN = "[data-testid=stVegaLiteChart], [data-testid=stDeckGlJsonChart]"
CONTRAST = "color-contrast"  # the one rule whose answer a theme can change
MOST_STEPS = 400
ATTEMPTS, PATIENCE = 5, 6_000  # patience in ms
OWN_ENGLISH = re.compile(r"^Skip to main content$|^\d+ options? available\.$")  # said by no parameter
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
WATCH = """() => {
    const still = document.createElement('style');  // a ring that fades in would not be there at once
    const own = ':not([data-testid=stCode] *)';  // its button is hidden with a delay, and has the keyboard only so
    still.textContent = `${own}, ${own}::before { transition: none !important; animation: none !important; }`;
    document.head.append(still);
    const look = element => {
        const said = [];
        for (let box = element, depth = 0; box && depth < 5; box = box.parentElement, depth++)
            for (const part of [null, '::before']) {
                const style = getComputedStyle(box, part);
                said.push(style.outlineStyle, style.outlineColor, style.boxShadow, style.borderColor,
                    style.backgroundColor, style.textDecorationLine);
            }
        return said.join();
    };
    window.watched = {reached: new Map(), look, still};
}"""
STEP = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const again = window.watched.reached.has(element);
    if (!again) window.watched.reached.set(element, window.watched.look(element));
    return !again || !!element.closest('[data-testid=stDataFrame]');
}"""
NOT_REACHED = """() => {
    const {reached} = window.watched;
    const said = element => element.outerHTML.slice(0, 140);
    const wanted = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const groups = '[data-testid=stDataFrame], [role=radiogroup]';  // one stop each; arrow keys lead through them
    const single = [...document.querySelectorAll(`.stApp :is(${wanted})`)].filter(element =>
        element.tabIndex >= 0 && !element.disabled && !element.closest(groups)
        && element.checkVisibility({visibilityProperty: true}) && !reached.has(element));
    const left = [...document.querySelectorAll(groups)].filter(group => group.checkVisibility()
        && !group.matches('[aria-disabled=true]') && ![...reached.keys()].some(element => group.contains(element)));
    return [...single, ...left].map(said);
}"""
NOT_SEEN = """async () => {
    const {reached, look, still} = window.watched;
    const settled = async element => {
        element.focus();
        for (let frame = 0; frame < 2; frame++) await new Promise(done => requestAnimationFrame(done));
    };
    const seen = [...reached.keys()].filter(element =>
        element.isConnected && !element.closest('[data-testid=stDataFrame]'));
    await settled(seen[0]);  // so that none of the others has the keyboard, nor has the browser's own frame
    const same = seen.filter(element => look(element) === reached.get(element) || element === seen[0]);
    const left = [];
    for (const element of same) {  // looked at before its script had run, or changed since: once more, both ways
        await settled(seen.find(other => other !== element));
        const without = look(element);
        await settled(element);
        if (look(element) === without) left.push(element.outerHTML.slice(0, 140));
    }
    document.activeElement.blur();
    still.remove();
    return left;
}"""
TEXTS = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), box = walk.currentNode.parentElement;
        if (!text || ['STYLE', 'SCRIPT', 'NOSCRIPT'].includes(box.tagName)) continue;
        if (box.checkVisibility({visibilityProperty: true}))
            found.push(text);
    }
    return found;
}"""


def violations(page: Page, *rules: str) -> dict[str, list[str]]:
    """The page's offences against axe-core's rules, or against these alone: rule, and where."""
    found = Axe().run(page, options={"runOnly": [*rules]} if rules else None).response["violations"]
    return {row["id"]: [" ".join(map(str, node["target"])) for node in row["nodes"]] for row in found}


@pytest.fixture(scope="session")
def accepted(context: BrowserContext) -> set[str]:
    """The rules that an empty Streamlit page breaks; asked once, for a worker leaves this module at each screen."""
    empty = PROJECT / "bench" / "empty" / "app.py"
    page = context.new_page()
    with serve(empty, directory=PROJECT) as port:
        page.goto(f"http://127.0.0.1:{port}")
        page.wait_for_function("() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")
        found = set(violations(page))
        page.close()
    return found


def test_a_light_screen_breaks_no_rule_of_axe_that_an_empty_page_keeps(
    shown: tuple[str, Any], accepted: set[str]
) -> None:
    _name, screen = shown
    assert {rule: where for rule, where in violations(screen.page).items() if rule not in accepted} == {}


def test_every_map_and_chart_says_its_message_with_numbers(shown: tuple[str, Any]) -> None:
    name, screen = shown
    said = screen.page.locator(DRAWN).evaluate_all("all => all.map(one => [one.role, one.ariaLabel || ''])")
    if name in DRAWING:
        assert said
    assert [row for row in said if row[0] not in ("img", "figure", "graphics-document")] == []
    assert [label for _role, label in said if not (re.search(r"\d", label) and len(label) > 12)] == []


def test_every_picture_of_forum_mode_says_its_message(screen: Any) -> None:
    screen.open("present")
    scenes = screen.page.locator(".stage section")
    said = [
        scene.locator("[role=img]").evaluate_all("all => all.map(one => one.ariaLabel || '')") for scene in scenes.all()
    ]
    assert [bool(row) for row in said] == [False, False, True, False, True, True, False, False], "the three maps"
    assert [label for row in said for label in row if len(label) <= 12] == []


@pytest.mark.parametrize("opened", WITH_CONTROLS, indirect=True, scope="session")
def test_tab_reaches_every_control_and_shows_where_it_is(shown: tuple[str, Any]) -> None:
    page = shown[1].page
    page.evaluate(WATCH)
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if not page.evaluate(STEP):
            break
    else:
        raise AssertionError(f"{MOST_STEPS} steps did not lead round the screen")
    assert page.evaluate(NOT_REACHED) == []
    assert page.evaluate(NOT_SEEN) == []


@pytest.mark.parametrize("opened", WITH_CONTROLS, indirect=True, scope="session")
def test_no_box_of_a_chinese_screen_answers_in_english(shown: tuple[str, Any]) -> None:
    _name, screen = shown
    boxes, options = screen.page.get_by_role("combobox"), screen.page.locator("[role=listbox]")
    left: set[str] = set()
    for place in range(boxes.count()):
        boxes.nth(place).scroll_into_view_if_needed()
        screen.settle()  # a list shuts when the page moves under it
        boxes.nth(place).click()
        options.wait_for()
        screen.page.keyboard.type("zqx")
        texts = screen.page.evaluate(TEXTS)
        left |= {text for text in texts if ENGLISH.search(text) and not OWN_ENGLISH.search(text)}
        screen.page.keyboard.press("Escape")
        options.wait_for(state="detached")  # a list that is still closing takes the next box's click for its own
    assert {text for text in left if "://" not in text and not re.search("[\u4e00-\u9fff]", text)} == set()


def test_a_dark_screen_has_the_contrast_of_a_light_one(shown: tuple[str, Any]) -> None:
    name, screen = shown
    look = looks.of(name)
    screen.page.emulate_media(color_scheme="dark")
    screen.open(look.path, **look.query, **({"theme": "dark"} if name == "present" else {}))
    if name != "present":
        assert screen.theme == "dark"
    assert violations(screen.page, CONTRAST) == {}


def pick(screen: Any, label: str, key: str) -> None:
    """Choose the next option of a box with the keyboard alone, until the address has the key.

    A key that comes while a slow page is being drawn anew is lost, so a bounded number of attempts is made.
    """
    for _attempt in range(ATTEMPTS):
        screen.settle()
        screen.page.get_by_role("combobox", name=label).focus()
        try:
            screen.page.keyboard.press("ArrowDown")
            screen.page.get_by_role("option").first.wait_for(timeout=PATIENCE)
            screen.page.keyboard.press("Enter")
            has_key = "key => new URLSearchParams(location.search).has(key)"
            screen.page.wait_for_function(has_key, arg=key, timeout=PATIENCE)
        except TimeoutError:
            screen.page.keyboard.press("Escape")
        else:
            screen.settle()
            return
    raise AssertionError(f"{label}: {ATTEMPTS} attempts did not put {key} into {screen.page.url}")


def test_division_target_and_project_can_be_picked_by_keyboard(screen: Any) -> None:
    screen.open("coverage")
    pick(screen, "范围", "prefecture")
    assert screen.query["prefecture"] == "430100"
    pick(screen, "目标", "target")
    screen.open("projects")
    pick(screen, "打开一个项目", "project")
    screen.page.get_by_role("button", name="返回项目清单").wait_for()
    screen.assert_no_exception()
