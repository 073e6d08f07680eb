"""What the README promises is what there is, and no file tells where it was made."""

from __future__ import annotations

import io
import re
import subprocess
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from chuyi_dash.cli import main
from chuyi_dash.views.keys import keys_of
from components.session.navigation import Screen, screens

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
ENVIRONMENT = (
    "CHUYI_DATABASE_URL",
    "CHUYI_SELF_CHECK_DATABASE_URL",
    "CHUYI_DATA",
    "CHUYI_METRICS",
    "CHUYI_WARM_UP",
    "CHUYI_EVIDENCE",
    "CHUYI_BOUNDARIES",
    "CHUYI_DATA",
    "CHUYI_TEST_DATABASE_URL",
    "CHROMIUM",
)
KEY_ROW = re.compile(r"^\| (`[a-z_`, ]+`) \| (every screen|`/[a-z-]*`) \| (.+) \|$", re.MULTILINE)
MACHINE = re.compile(r"(?<![\w.])/(work|root|tmp)/|pypi\.org|pythonhosted|mirrors?\.[a-z]|index-url|registry\.")
BINARY = (".png", ".xlsx", ".pptx", ".mo", ".ico", ".zip", ".woff2")
THIS = Path(__file__).resolve()


def printed(*arguments: str) -> str:
    """What a command prints before it ends the program."""
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    return out.getvalue()


@pytest.fixture(scope="module")
def commands() -> list[str]:
    """The commands that the program offers."""
    offered = re.search(r"\{([\w,-]+)\}", printed("--help"))
    assert offered is not None
    return offered.group(1).split(",")


def tracked() -> list[Path]:
    """The files that git keeps, as far as they are text."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    paths = [PROJECT / name for name in done.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY and path.resolve() != THIS]


def test_the_commands_of_the_design_exist(commands: list[str]) -> None:
    assert {"init", "upgrade", "status"} <= set(commands)


def test_the_readme_names_every_command_and_each_of_its_options(commands: list[str]) -> None:
    missing = [command for command in commands if not re.search(rf"`{command}\b", README)]
    assert missing == []
    options = {option for command in commands for option in re.findall(r"(?<!\w)--[a-z-]+", printed(command, "--help"))}
    assert sorted(option for option in options - {"--help"} if option not in README) == []


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.name)
def test_the_readme_names_every_screen(screen: Screen) -> None:
    path, title = screen.url_path, screen.title
    assert f"`/{path}`" in README
    assert title in README


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_the_readme_names_every_variable(name: str) -> None:
    assert f"`{name}`" in README


def test_the_readme_lists_every_key_of_an_address_with_its_screens_and_values_that_can_be_used() -> None:
    paths = {screen.name: f"/{screen.url_path}" for screen in screens()}
    rows = [(ticked(row[1]), row[2].strip("`"), ticked(row[3])) for row in KEY_ROW.finditer(README)]
    listed = {
        (path, name)
        for names, on, _examples in rows
        for path in paths.values()
        for name in names
        if on in ("every screen", path)
    }
    assert listed == {(path, name) for screen, path in paths.items() for name in keys_of(screen)}
    for names, _on, examples in rows:
        values = [text for text in examples if not text.startswith("/")]
        pairs = zip(names, values, strict=True) if len(names) > 1 else [(names[0], text) for text in values]
        assert values
        assert [(name, text) for name, text in pairs if not any(usable(name, text, screen) for screen in paths)] == []


def ticked(cell: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def usable(name: str, text: str, screen: str) -> bool:
    """Whether the screen can use the text."""
    key = keys_of(screen).get(name)
    return key is not None and key.read(text) is not None


def test_every_variable_that_the_program_reads_is_one_of_those() -> None:
    sources = [path for path in tracked() if path.suffix in (".py", ".sh", "") and "tests" not in path.parts]
    read = {name for path in sources for name in re.findall(r"\bCHUYI_[A-Z_]+", path.read_text(encoding="utf-8"))}
    assert read <= set(ENVIRONMENT)


def test_make_s_two_commands_are_in_the_readme() -> None:
    assert "make run" in README
    assert "make test" in README


def test_no_file_holds_a_machine_s_path_or_a_registry_s_address() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{number} {line.strip()[:80]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE.search(line)
    ]
    assert found == []


def test_no_folder_of_tests_is_a_package() -> None:
    assert list((PROJECT / "tests").rglob("__init__.py")) == []


NAMED = re.compile(r"`((?:chuyi_dash|components|pages|tests|bench|scripts|data|docs)/[\w./-]+\.\w+)")


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix == ".md"], ids=lambda path: path.name)
def test_a_file_that_a_document_names_is_there(path: Path) -> None:
    named = set(NAMED.findall(path.read_text(encoding="utf-8")))
    assert {name for name in named if not (PROJECT / name).exists()} == set()
