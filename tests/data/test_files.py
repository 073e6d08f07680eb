import re

import pytest

HEADERS = {
    "divisions.csv": "code,name,short_name,name_en,level,kind,parent_code,statutory",
    "sources.csv": "key,kind,title,publisher,published,date_note,url,confidence,note",
    "facts/institutions.csv": (
        "code,name,former_names,kind,ownership,prefecture_code,county_code,opened,closed,confirmed_on,source,note"
    ),
    "facts/projects.csv": "code,target,level,name,former_names,institution,prefecture_code,county_code,source,note",
    "facts/events.csv": "project,stage,date,note,source",
    "facts/tallies.csv": "target,division_code,stage,category,date,count,source,note",
    "context/population.csv": "division_code,year,population,source,confidence",
}
PERSONAL = {
    "mobile number": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    "telephone number": re.compile(r"(?<![\d-])0\d{2,3}-?\d{7,8}(?!\d)"),
    "e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "identity number": re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)"),
}


def texts(data_dir):
    return {
        str(path.relative_to(data_dir)): path.read_bytes()
        for path in sorted(data_dir.rglob("*"))
        if path.suffix in {".csv", ".yaml", ".md"}
    }


@pytest.mark.parametrize(("name", "header"), HEADERS.items())
def test_a_file_has_the_columns_that_the_readme_promises(data_dir, name, header):
    first, *_rest = (data_dir / name).read_text(encoding="utf-8").split("\n")
    assert first == header
    readme = (data_dir / "README.md").read_text(encoding="utf-8")
    assert f"`{header}`" in readme


def test_no_row_is_longer_or_shorter_than_its_header(rows):
    for name in HEADERS:
        for row in rows(name):
            assert None not in row
            assert None not in row.values()
            assert all(value == value.strip() for value in row.values())


def test_files_are_plain_utf8_with_one_newline_at_the_end(data_dir):
    found = texts(data_dir)
    assert len(found) > len(HEADERS)
    for name, content in found.items():
        assert not content.startswith(b"\xef\xbb\xbf"), name
        assert b"\r" not in content, name
        assert content.endswith(b"\n"), name
        assert not content.endswith(b"\n\n"), name
        assert content.decode("utf-8"), name


@pytest.mark.parametrize(("what", "pattern"), PERSONAL.items())
def test_no_file_holds_personal_data(data_dir, what, pattern):
    for name, content in texts(data_dir).items():
        assert not pattern.search(content.decode("utf-8")), f"{what} in {name}"


def test_personal_data_would_be_found():
    examples = {
        "mobile number": "电话13" + "800000000",
        "telephone number": "0731-" + "80000000",
        "e-mail address": "name@" + "example.com",
        "identity number": "43010219" + "9001010000",
    }
    for what, example in examples.items():
        assert PERSONAL[what].search(example), what
