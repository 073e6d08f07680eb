"""The whole self-check in a real browser: sign in, fill in, evidence, hand in, return, mend, accept, report, map."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, expect
from processes import run_command
from providers import Person, clean_environment, sign_in, signed_in_server
from roles import three_roles
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from bench.browser import AT_REST
from chuyi_dash.metrics.self_check.model import SECTIONS
from chuyi_dash.wording.self_check import section_title

REPORTER, STEWARD = Person("wu", "wu@example.org"), Person("zhao", "zhao@example.org")
ROUND, XIANGXI, BAOJING = "2024", "433100", "433125"
LETTER = "批复.pdf"
ATTEMPTS = 5
Profiles = Callable[..., BrowserContext]


@pytest.fixture
def environment(
    database_on: Callable[[str, str], Engine], pgserver: Callable[[], URL], tmp_path: Path
) -> Iterator[Mapping[str, str]]:
    """What the pages run with on a shared database: its readers' role and the self-check's, and no other."""
    with three_roles(database_on("postgresql", "sample"), pgserver()) as roles:
        writer, reader, self_check = (
            engine.url.render_as_string(hide_password=False)
            for engine in (roles.writer, roles.reader, roles.self_check)
        )
        commands = clean_environment(CHUYI_DATABASE_URL=writer)
        run_command(commands, "user", "add", REPORTER.identity, "--role", "reporter", "--prefecture", "湘西州")
        run_command(commands, "user", "add", STEWARD.identity, "--role", "steward")
        days = ("--as-of", "2024-12-31", "--due", "2099-01-31")
        run_command(commands, "round", "open", ROUND, "--name", "2024年度", *days, "--sample")
        yield clean_environment(
            CHUYI_DATABASE_URL=reader,
            CHUYI_SELF_CHECK_DATABASE_URL=self_check,
            CHUYI_EVIDENCE=str(tmp_path / "evidence"),
        )


@contextmanager
def signed_in(profiles: Profiles, base: str, person: Person) -> Iterator[Page]:
    """Somebody at the self-check, in a browser of their own."""
    context = profiles(viewport={"width": 1366, "height": 1000})
    page = context.new_page()
    page.goto(f"{base}/self-check")
    sign_in(page, person)
    settle(page)
    yield page
    context.close()


def settle(page: Page) -> None:
    page.locator(".cd-title h1").get_by_text("自查", exact=True).wait_for()
    page.wait_for_function(AT_REST)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def turn_to(page: Page, section: str) -> None:
    box = page.locator(".st-key-section_box").get_by_role("radio").filter(has_text=section_title(section))
    if box.get_attribute("aria-checked") != "true":
        box.click()
        page.wait_for_url(lambda url: f"section={section}" in url)
    settle(page)


def item(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-item_{key.replace(':', '_')}")


def choose(part: Locator, words: str) -> None:
    """Pick an option of an item and wait until it is saved."""
    before = part.get_by_text("保存").all_inner_texts()
    part.get_by_role("radio", name=words).locator("xpath=ancestor::label").click()
    if not before:
        part.get_by_text("保存").wait_for()
    settle(part.page)


def pick_first(part: Locator, label: str) -> None:
    """Pick the first option of a box; a box that a late redraw has shut is opened again."""
    options = part.page.get_by_role("option")
    for _attempt in range(ATTEMPTS):
        part.get_by_label(label).click()
        try:
            options.first.click(timeout=5_000)
            break
        except TimeoutError:
            continue
    part.get_by_text("保存").wait_for()
    settle(part.page)


def type_into(part: Locator, label: str, words: str) -> None:
    """Write into a field of an item, leave it, and wait until it is saved."""
    field = part.get_by_label(label)
    field.fill(words)
    field.blur()
    part.get_by_text("保存").wait_for()
    settle(part.page)


def fill_what_the_system_knows(page: Page) -> None:
    """One press in each section takes the system's figures."""
    for section in SECTIONS:
        turn_to(page, section)
        press_all = page.locator(".st-key-agree_with_all button")
        if press_all.count():
            press_all.click()
            press_all.wait_for(state="detached")
            settle(page)


def hand_in(page: Page) -> list[str]:
    """Hand in from a page just opened; the names of what is missing, none once it is handed in."""
    page.locator(".st-key-submit_sheet button").click()
    ways = page.locator(".st-key-missing_items button")
    ways.first.or_(page.locator(".cd-answer").filter(has_text="已提交")).wait_for()
    settle(page)
    return [name.strip() for name in ways.all_inner_texts()]


def fill_page(page: Page) -> None:
    """Answer every open item on the page in the way of its kind."""
    for part in page.locator('[class*="st-key-item_"]').all():
        part.locator("input, textarea").first.wait_for(state="attached")
        if part.get_by_text("保存").count():
            continue
        if part.get_by_label("填写内容").count():
            type_into(part, "填写内容", "按计划推进。\n=各项任务落实到位。")
        elif part.get_by_role("radio").count():
            choose(part, "是" if part.get_by_role("radio", name="是", exact=True).count() else "同意系统数据")
        elif part.get_by_label("实际阶段").count():
            pick_first(part, "实际阶段")
        else:
            type_into(part, "本地数据", "1200")


def fill_what_is_missing(page: Page) -> None:
    """Follow the ways of a refused hand-in until it is taken; each leads to a page that is filled whole."""
    for _section in range(2 * len(SECTIONS)):
        if not (left := hand_in(page)):
            return
        page.locator(".st-key-missing_items button").first.click()
        settle(page)
        fill_page(page)
    raise AssertionError(f"still missing: {left}")


def unmet_and_unreported(environment: Mapping[str, str]) -> tuple[list[str], list[str]]:
    told = json.loads(run_command(environment, "status", "--json", "--as-of", "2024-12-31"))
    row = next(row for row in told["targets"] if row["id"] == "county-school")
    return row["missing"], row["unreported"]


def legend_of(page: Page, base: str) -> dict[str, int]:
    """The county map's legend in the prefecture: how many counties stand in each state."""
    page.goto(f"{base}/coverage?target=county-school&prefecture={XIANGXI}&as_of=2024-12-31")
    page.locator(".cd-legend").first.wait_for()
    entries = page.locator(".cd-legend").first.locator("li").all_inner_texts()
    counts = [entry.split() for entry in entries]
    return {words[0]: int("".join(filter(str.isdigit, words[-1]))) for words in counts if len(words) > 1}


def download(page: Page, label: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=label).click()
    return Path(coming.value.path()).read_bytes()


def letter() -> bytes:
    """A page as a scanner makes it."""
    out = BytesIO()
    Image.new("L", (400, 560), 255).save(out, "PDF")
    return out.getvalue()


def word_text(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    texts = [paragraph.text for paragraph in file.paragraphs]
    texts += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    texts += [paragraph.text for section in file.sections for paragraph in section.header.paragraphs]
    return "\n".join(texts)


@pytest.mark.postgresql
def test_a_sheet_goes_from_sign_in_to_a_sealed_report_and_the_map_moves(
    environment: Mapping[str, str], profiles: Profiles, tmp_path: Path
) -> None:
    scanned = letter()
    with signed_in_server(environment, tmp_path, (REPORTER, STEWARD)) as base:
        assert BAOJING in unmet_and_unreported(environment)[1]
        with signed_in(profiles, base, REPORTER) as page:
            before = legend_of(page, base)
            page.goto(f"{base}/self-check")
            settle(page)
            fill_what_the_system_knows(page)
            assert hand_in(page)
            expect(page.locator(".st-key-missing_items")).to_contain_text("保靖县")
            turn_to(page, "counties")
            baojing = item(page, f"county-school:{BAOJING}:public-school")
            choose(baojing, "是")
            baojing.get_by_text("佐证材料（0）").click()
            baojing.locator("input[type=file]").set_input_files(
                {"name": LETTER, "mimeType": "application/pdf", "buffer": scanned}
            )
            baojing.get_by_text("佐证材料（1）").wait_for()
            disagreeing = item(page, f"county-school:{XIANGXI}")
            choose(disagreeing, "另有情况")
            type_into(disagreeing, "本地数据", "7")
            type_into(disagreeing, "与系统数据不一致的理由", "另有一所已批复招生")
            fill_what_is_missing(page)
            expect(page.locator(".cd-answer")).to_contain_text("已提交")
            assert page.get_by_role("radio", name="是").count() == 0

        with signed_in(profiles, base, STEWARD) as page:
            expect(page.locator(".cd-answer")).to_contain_text("已提交 1 个")
            page.goto(f"{base}/self-check?prefecture={XIANGXI}&section=counties")
            settle(page)
            expect(page.locator(".st-key-accept_sheet button")).to_be_disabled()
            press(page, "采用市州数据")
            assert download(page, LETTER) == scanned
            reason = item(page, f"county-school:{BAOJING}:public-school").get_by_label("退回理由")
            reason.fill("请补充办学批复文号")
            reason.blur()
            settle(page)
            press(page, "退回修改")
            expect(page.locator(".cd-answer")).to_contain_text("退回修改")

        with signed_in(profiles, base, REPORTER) as page:
            turn_to(page, "counties")
            baojing = item(page, f"county-school:{BAOJING}:public-school")
            expect(baojing).to_contain_text("请补充办学批复文号")
            type_into(baojing, "备注", "湘教批〔2024〕1号（示例）")
            assert hand_in(page) == []
            expect(page.locator(".cd-answer")).to_contain_text("已提交")

        with signed_in(profiles, base, STEWARD) as page:
            page.goto(f"{base}/self-check?prefecture={XIANGXI}")
            settle(page)
            press(page, "通过")
            expect(page.locator(".cd-answer")).to_contain_text("已通过")
            code = page.locator(".cd-aside").first.inner_text().partition("校验码")[2].split()[0]

        assert BAOJING not in unmet_and_unreported(environment)[1]
        assert BAOJING not in unmet_and_unreported(environment)[0]
        context = profiles()
        guest = context.new_page()
        after = legend_of(guest, base)
        assert after["已达到"] == before["已达到"] + before["未报送"]
        assert "未报送" not in after or after["未报送"] == 0
        guest.goto(f"{base}/self-check?prefecture={XIANGXI}")
        settle(guest)
        assert code in guest.locator(".cd-aside").first.inner_text()
        word = word_text(download(guest, "自查报告（Word）"))
        book = load_workbook(BytesIO(download(guest, "自查表（Excel）")))
        table = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
        paper = download(guest, "打印版（网页）").decode()
        for text in (word, table, paper):
            assert [part for part in (code, LETTER, "湘教批〔2024〕1号（示例）", "示例") if part not in text] == []
        context.close()
