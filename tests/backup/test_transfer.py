"""A whole database in one file, and back into either database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from databases import BACKENDS, Databases
from sqlalchemy import Engine, func, insert, select, text

from chuyi_dash.backup.transfer import backup, content_hashes, restore
from chuyi_dash.db.engine import connect, reading
from chuyi_dash.db.migrating import downgrade, expected_revision
from chuyi_dash.db.queries.facts import data_version
from chuyi_dash.db.tables import Base, Division, FactChange, Funding, ImportBatch, Project, ProjectEvent, Source
from chuyi_dash.errors import ChuyiError

Database = Callable[[str], Engine]
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def hashes(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        return content_hashes(connection)


def moved(engine: Engine) -> dict[str, str]:
    """The hashes of everything but the audit, to which a restore adds a row."""
    return {name: found for name, found in hashes(engine).items() if name != "audit"}


def rows_of(engine: Engine, table: type[Base]) -> list[tuple[object, ...]]:
    with reading(engine) as connection:
        return [
            tuple(row) for row in connection.execute(select(table.__table__).order_by(*table.__table__.primary_key))
        ]


def add_an_import(engine: Engine) -> None:
    """Values of every awkward kind: a moment in another zone, JSON with Chinese and nulls, an absent JSON."""
    with engine.begin() as connection:
        connection.execute(
            insert(ImportBatch),
            {
                "id": 7,
                "file_name": "花名册.xlsx",
                "sha256": "0" * 64,
                "kind": "import",
                "who": "统计员",
                "at": datetime(2025, 3, 1, 8, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8))).astimezone(UTC),
                "added": 1,
                "changed": 0,
                "unchanged": 0,
                "problems": None,
                "resolved": [{"值": "怀化事", "b": None, "a": 1.5}],
                "tables": {},
                "undone_at": None,
                "undone_by": None,
            },
        )
        connection.execute(
            insert(FactChange),
            {
                "id": 3,
                "import_id": 7,
                "table_name": "tally",
                "natural_key": "a\tb\n“c”",
                "before": None,
                "after": {"count": 3, "date": "2025-01-01"},
            },
        )


@pytest.mark.postgresql
@pytest.mark.parametrize("start", BACKENDS)
@pytest.mark.parametrize("content", ["sourced", "sample"])
def test_a_database_moves_to_the_other_kind_and_back_with_every_value_equal(
    start: str, content: str, database_on: Callable[[str, str], Engine], tmp_path: Path
) -> None:
    first, second, third = (
        database_on(start, content),
        database_on(OTHER[start], "blank"),
        database_on(start, "empty"),
    )
    add_an_import(first)
    before = moved(first)
    backup(first, tmp_path / "there.zip")
    restore(second, tmp_path / "there.zip")
    backup(second, tmp_path / "back.zip")
    restore(third, tmp_path / "back.zip")
    assert moved(second) == before
    assert moved(third) == before
    for table in (Source, Division, Project, Funding, ProjectEvent, FactChange):
        assert rows_of(second, table) == rows_of(first, table) == rows_of(third, table)


@pytest.mark.postgresql
@pytest.mark.parametrize("start", BACKENDS)
def test_moments_booleans_decimals_and_json_come_back_as_they_were(
    start: str, database_on: Callable[[str, str], Engine], tmp_path: Path
) -> None:
    first, second = database_on(start, "sample"), database_on(OTHER[start], "blank")
    add_an_import(first)
    backup(first, tmp_path / "a.zip")
    restore(second, tmp_path / "a.zip")
    with reading(second) as connection:
        batch = connection.execute(select(ImportBatch.__table__)).mappings().one()
        absent = connection.scalar(select(func.count()).where(ImportBatch.problems.is_(None)))
        change = connection.execute(select(FactChange.natural_key, FactChange.before, FactChange.after)).one()
        money = connection.scalars(select(Funding.budget).where(Funding.budget.is_not(None))).all()
        statutory = set(connection.scalars(select(Division.statutory)))
    at = batch["at"] if batch["at"].tzinfo else batch["at"].replace(tzinfo=UTC)
    assert at == datetime(2025, 3, 1, 0, 30, 15, 123456, tzinfo=UTC)
    assert batch["resolved"] == [{"值": "怀化事", "b": None, "a": 1.5}]
    assert batch["tables"] == {}
    assert absent == 1
    assert tuple(change) == ("a\tb\n“c”", None, {"count": 3, "date": "2025-01-01"})
    assert money
    assert all(isinstance(value, Decimal) for value in money)
    assert statutory == {True, False}


def test_every_table_of_the_schema_but_the_data_version_is_in_the_file(database: Database, tmp_path: Path) -> None:
    backup(database("sourced"), tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert {entry["name"] for entry in manifest["tables"]} == Base.metadata.tables.keys() - {"data_version"}
    assert manifest["revision"] == expected_revision()
    assert {entry["name"]: entry["rows"] for entry in manifest["tables"]}["division"] == 149


def test_rows_added_after_a_restore_get_numbers_of_their_own(database: Database, tmp_path: Path) -> None:
    engine = database("sample")
    backup(engine, tmp_path / "a.zip")
    fresh = database("blank")
    restore(fresh, tmp_path / "a.zip")
    with fresh.begin() as connection:
        newest = connection.scalar(select(func.max(ProjectEvent.id)))
        row = {"project_code": "hb-hunan-industry", "stage_code": "building", "date": date(2023, 1, 1)}
        connection.execute(insert(ProjectEvent), row | {"source_key": "notice-copy"})
        assert connection.scalar(select(func.max(ProjectEvent.id))) == newest + 1


def test_a_database_with_facts_is_refused_and_stays_as_it_is(database: Database, tmp_path: Path) -> None:
    engine = database("sample")
    backup(database("sourced"), tmp_path / "a.zip")
    before = hashes(engine)
    with pytest.raises(ChuyiError, match=r"已有数据.*division 149.*--force"):
        restore(engine, tmp_path / "a.zip")
    assert hashes(engine) == before


def test_force_replaces_everything_and_changes_the_data_version(database: Database, tmp_path: Path) -> None:
    engine, sourced = database("sample"), database("sourced")
    add_an_import(engine)
    backup(sourced, tmp_path / "a.zip")
    with reading(engine) as connection:
        version = data_version(connection)
    restore(engine, tmp_path / "a.zip", force=True)
    assert moved(engine) == moved(sourced)
    with reading(engine) as connection:
        assert data_version(connection) != version
    with reading(sourced) as connection:
        untouched = data_version(connection)
    with reading(engine) as connection:
        assert data_version(connection) != untouched, "two databases must never share a stamp"


def test_a_database_that_only_mirrors_the_plan_counts_as_empty(database: Database, tmp_path: Path) -> None:
    sourced, empty = database("sourced"), database("empty")
    backup(sourced, tmp_path / "a.zip")
    restore(empty, tmp_path / "a.zip")
    assert moved(empty) == moved(sourced)


def test_rows_that_point_at_later_rows_of_their_own_table_are_restored(database: Database, tmp_path: Path) -> None:
    engine = database("sourced")
    with engine.begin() as connection:
        row = {"name": "早", "short_name": "早", "name_en": "Early", "level": "county", "kind": "县", "statutory": True}
        connection.execute(insert(Division), row | {"code": "000001", "parent_code": "430100"})
    backup(engine, tmp_path / "a.zip")
    for content, force in (("blank", False), ("sample", True)):
        target = database(content)
        restore(target, tmp_path / "a.zip", force=force)
        assert moved(target) == moved(engine)


def rewrite(path: Path, changes: dict[str, bytes | None]) -> Path:
    """A copy of a backup in which these members differ; None leaves one out."""
    changed = path.with_name("changed.zip")
    with ZipFile(path) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changes.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return changed


def sealed(path: Path, table: str, content: bytes) -> Path:
    """A copy of a backup with another content of a table, and a manifest that agrees with it."""
    with ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    for entry in manifest["tables"]:
        if entry["name"] == table:
            entry |= {"sha256": hashlib.sha256(content).hexdigest(), "rows": content.count(b"\n")}
    return rewrite(path, {f"tables/{table}.jsonl": content, "manifest.json": json.dumps(manifest).encode()})


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, databases_of: Callable[[str], Databases]) -> bytes:
    databases = databases_of("sqlite")
    url = databases.copy("sourced")
    path = tmp_path_factory.mktemp("saved") / "a.zip"
    backup(connect(url), path)
    databases.drop(url)
    return path.read_bytes()


@pytest.fixture
def file(saved: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "备份.zip"
    path.write_bytes(saved)
    return path


def _member(path: Path, table: str) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(f"tables/{table}.jsonl")


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-3000])
    return path


def _flip(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    return path


def _not_a_zip(path: Path) -> Path:
    path.write_bytes(b"hello" * 100)
    return path


def _foreign_zip(path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return path


DAMAGES: dict[str, Callable[[Path], Path]] = {
    "cut short": _cut,
    "one byte flipped": _flip,
    "not a zip": _not_a_zip,
    "another zip": _foreign_zip,
    "manifest is no JSON": lambda path: rewrite(path, {"manifest.json": b"{"}),
    "manifest of another format": lambda path: rewrite(path, {"manifest.json": b'{"format": "x"}'}),
    "manifest is a list": lambda path: rewrite(path, {"manifest.json": b"[]"}),
    "a table left out": lambda path: rewrite(path, {"tables/tally.jsonl": None}),
    "a row changed": lambda path: rewrite(path, {"tables/tally.jsonl": _member(path, "tally").replace(b"20", b"21")}),
    "a row without end": lambda path: sealed(path, "tally", _member(path, "tally")[:-1]),
    "a row with a value too few": lambda path: sealed(path, "tally", b"[1]\n"),
    "a date that is none": lambda path: sealed(path, "tally", _member(path, "tally").replace(b"-12-31", b"-13-31")),
    "a row that is no JSON": lambda path: sealed(path, "tally", b"\xff\xfe\n"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_named_and_changes_nothing(
    damage: Callable[[Path], Path], file: Path, database: Database
) -> None:
    engine = database("sourced")
    before = hashes(engine)
    with pytest.raises(ChuyiError, match="已损坏或不是本系统的备份文件"):
        restore(engine, damage(file), force=True)
    assert hashes(engine) == before


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("tally", lambda content: content.replace(b",20,", b",-20,")),
        ("project_event", lambda content: content.replace(b'"building"', b'"nowhere"')),
        ("tally", lambda content: content + content.splitlines(keepends=True)[0]),
        ("tally", lambda content: content.replace(b",20,", b",null,")),
    ],
    ids=["a negative count", "a stage that does not exist", "a row twice", "a count left out"],
)
def test_a_file_that_breaks_a_rule_of_the_schema_changes_nothing(
    table: str, change: Callable[[bytes], bytes], file: Path, database: Database
) -> None:
    engine = database("sample")
    before = hashes(engine)
    content = change(_member(file, table))
    assert content != _member(file, table)
    with pytest.raises(ChuyiError, match="放不进数据库"):
        restore(engine, sealed(file, table, content), force=True)
    assert hashes(engine) == before
    with engine.begin() as connection:
        row = {"project_code": "hb-hunan-industry", "stage_code": "building", "date": date(2023, 1, 1)}
        connection.execute(insert(ProjectEvent), row | {"source_key": "notice-copy"})


def test_a_file_of_another_revision_says_which_program_can_restore_it(file: Path, database: Database) -> None:
    with ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json")) | {"revision": "0001", "product": "0.0.9"}
    changed = rewrite(file, {"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(ChuyiError, match=r"备份的版本是 0001.*程序 0\.0\.9"):
        restore(database("blank"), changed)


def as_before(file: Path) -> Path:
    """The backup as revision 0003 wrote it, when the table of targets repeated what the plan says of them."""
    lines = [
        json.dumps([*json.loads(line), number, "二", "名", "quota", "个", 20, "province", "notice"], ensure_ascii=False)
        for number, line in enumerate(_member(file, "target").splitlines())
    ]
    content = "".join(f"{line}\n" for line in lines).encode()
    with ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json")) | {"revision": "0003"}
    (entry,) = (entry for entry in manifest["tables"] if entry["name"] == "target")
    entry["columns"] += ["position", "clause", "name_zh", "kind", "unit", "number", "scope", "provenance"]
    entry["sha256"] = hashlib.sha256(content).hexdigest()
    return rewrite(file, {"tables/target.jsonl": content, "manifest.json": json.dumps(manifest).encode()})


def test_a_backup_from_before_targets_were_kept_by_id_only_is_restored(file: Path, database: Database) -> None:
    sourced, engine = database("sourced"), database("blank")
    restore(engine, as_before(file))
    assert moved(engine) == moved(sourced)


def test_an_older_backup_without_what_its_revision_had_is_damaged(file: Path, database: Database) -> None:
    with ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json")) | {"revision": "0003"}
    with pytest.raises(ChuyiError, match="已损坏"):
        restore(database("blank"), rewrite(file, {"manifest.json": json.dumps(manifest).encode()}))


def test_a_database_that_keeps_something_else_than_it_was_given_is_noticed(
    file: Path, database_on: Callable[[str, str], Engine]
) -> None:
    engine = database_on("sqlite", "empty")
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER meddle AFTER INSERT ON tally BEGIN UPDATE tally SET count = 0 WHERE id = NEW.id; END")
        )
    before = hashes(engine)
    with pytest.raises(ChuyiError, match="表 tally 恢复后与备份不一致"):
        restore(engine, file)
    assert hashes(engine) == before


def test_a_missing_file_is_named(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ChuyiError, match=r"没有找到备份文件.*nowhere\.zip"):
        restore(database("blank"), tmp_path / "nowhere.zip")


def test_a_folder_in_place_of_a_file_is_named(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ChuyiError, match="读不了备份文件"):
        restore(database("blank"), tmp_path)


def test_a_backup_that_cannot_be_written_leaves_no_half_file(database: Database, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for path in (tmp_path / "no" / "such" / "a.zip", tmp_path / "taken"):
        with pytest.raises(ChuyiError, match="写不了备份文件"):
            backup(database("sourced"), path)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_database_of_another_revision_is_neither_saved_nor_filled(
    file: Path, database: Database, tmp_path: Path
) -> None:
    engine = database("empty")
    downgrade(engine, "-1")
    with pytest.raises(ChuyiError, match="upgrade"):
        backup(engine, tmp_path / "a.zip")
    with pytest.raises(ChuyiError, match="upgrade"):
        restore(engine, file, force=True)


def test_a_backup_shows_one_moment_although_another_process_writes_meanwhile(
    database: Database, tmp_path: Path
) -> None:
    engine = database("sourced")
    with reading(engine) as connection:
        first = content_hashes(connection)
        with engine.begin() as other:
            other.execute(text("UPDATE tally SET count = count + 1"))
        assert content_hashes(connection) == first
    assert hashes(engine) != first
