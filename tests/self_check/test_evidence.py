"""Evidence under an item: attached, read, taken off, cleared up."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from papers import docx, pdf, picture
from sheets import PEOPLE, XIANGXI, World, reporter

from chuyi_dash.access.audit import Refused
from chuyi_dash.access.operating import operator
from chuyi_dash.config import PROJECT_DIR, read_config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import AttachedFile
from chuyi_dash.self_check import evidence
from chuyi_dash.self_check.evidence import (
    attach,
    detach,
    files_of,
    missing_contents,
    read_evidence,
    remove_unused,
    unused_contents,
)
from chuyi_dash.self_check.review import send_back
from chuyi_dash.self_check.store import EvidenceStore

TASKS = f"local-plan:{XIANGXI}:tasks"


def own(world: World) -> bytes:
    """A PDF that no other test's sheet refers to."""
    return pdf() + f"% {world.key}\n".encode()


def add(world: World, name: str = "方案.pdf", content: bytes | None = None, item: str = TASKS) -> AttachedFile:
    return attach(world.context(), world.key, XIANGXI, item, name, own(world) if content is None else content)


def age(world: World) -> None:
    """Make every stored content two hours old."""
    for _sha256, path in world.context().store.stored():
        os.utime(path, (path.stat().st_mtime - 7200,) * 2)


def refuse(*_arguments: object, **_options: object) -> None:
    """What the system says of a file that another user owns."""
    raise PermissionError(1, "Operation not permitted")


def test_a_file_is_attached_listed_and_read_back_by_those_who_may_read_the_sheet(world: World) -> None:
    content = pdf()
    added = add(world, "方案.pdf", content)
    assert (added.file_name, added.media_type, added.size) == ("方案.pdf", "application/pdf", len(content))
    assert (added.item, added.added_by, added.added_at) == (TASKS, "reporter@example.com", world.moment)
    assert added.sha256 == hashlib.sha256(content).hexdigest()
    assert world.sheet().files == {TASKS: (added,)}
    for who in ("own reporter", "steward"):
        assert read_evidence(world.context(who), added.id) == ("方案.pdf", "application/pdf", content)
        assert files_of(world.context(who), world.sheet().id, TASKS) == (added,)
    row = world.last_audit()
    assert (row.action, row.subject) == ("attach", f"{world.key}/{XIANGXI}/{TASKS}")
    assert row.after == {"file": "方案.pdf", "sha256": added.sha256}


def test_nobody_else_attaches_reads_or_takes_off_and_each_attempt_is_on_record(world: World) -> None:
    added = add(world)
    number = world.sheet().id
    acts = {
        "attach": lambda context: attach(context, world.key, XIANGXI, TASKS, "b.pdf", pdf()),
        "read_sheet": lambda context: read_evidence(context, added.id),
        "detach": lambda context: detach(context, added.id),
    }
    for who, actor in PEOPLE.items():
        for action, act in acts.items():
            if who == "own reporter" or (who, action) == ("steward", "read_sheet"):
                continue
            with pytest.raises(Refused):
                act(world.context(who))
            assert world.audit()[-1][:2] == (actor.identity, action)
            assert not world.audit()[-1][3]
        if who not in ("own reporter", "steward"):
            with pytest.raises(Refused):
                files_of(world.context(who), number, TASKS)
    assert world.sheet().files == {TASKS: (added,)}


def test_the_same_content_is_stored_once_and_attached_once_to_an_item(world: World) -> None:
    first = add(world)
    assert add(world, "另一名.pdf") == first
    elsewhere = add(world, item=f"local-plan:{XIANGXI}:dates")
    assert elsewhere.id != first.id
    assert len(list(world.context().store.stored())) == 1


def test_bytes_lie_by_their_hash_outside_what_is_served(world: World) -> None:
    added = add(world)
    ((sha256, path),) = world.context().store.stored()
    assert sha256 == added.sha256
    assert path == world.config.evidence_dir / sha256[:2] / sha256[2:]
    assert [entry.name for entry in path.parent.iterdir()] == [sha256[2:]]
    assert not read_config().evidence_dir.is_relative_to(PROJECT_DIR / "static")


def test_the_folder_is_the_operators_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str]) -> None:
    monkeypatch.setenv("CHUYI_EVIDENCE", str(tmp_path))
    assert str(read_config().evidence_dir) == str(tmp_path)
    monkeypatch.setenv("CHUYI_EVIDENCE", " ")
    assert read_config().evidence_dir == read_config().var_dir / "evidence"


def test_taken_off_it_is_gone_for_readers_and_found_by_the_clearing(world: World) -> None:
    added = add(world)
    kept = add(world, "照片.png", picture("PNG"))
    detach(world.context(), added.id)
    assert world.sheet().files == {TASKS: (kept,)}
    assert world.last_audit().before == {"file": "方案.pdf", "sha256": added.sha256}
    for act in (read_evidence, detach):
        with pytest.raises(ChuyiError, match="已经移除"):
            act(world.context(), added.id)
    store = world.context().store
    assert unused_contents(world.engine, store) == ()  # too young: it may be about to be attached
    age(world)
    assert [row.sha256 for row in unused_contents(world.engine, store)] == [added.sha256]
    assert [row.sha256 for row in remove_unused(world.engine, store, operator("ops"))] == [added.sha256]
    assert (world.last_audit().who, world.last_audit().before) == ("ops", {"sha256": [added.sha256]})
    assert [sha256 for sha256, _path in store.stored()] == [kept.sha256]
    again = add(world)
    assert (again.sha256, again.id != added.id) == (added.sha256, True)


def test_only_an_operator_clears_up(world: World) -> None:
    detach(world.context(), add(world).id)
    age(world)
    store = world.context().store
    for actor in PEOPLE.values():
        with pytest.raises(Refused, match="命令行操作员"):
            remove_unused(world.engine, store, actor)
        row = world.last_audit()
        assert (row.who, row.action, row.allowed) == (actor.identity, "clear_evidence", False)
    assert len(list(store.stored())) == 1


def test_a_file_that_is_attached_while_the_clearing_is_under_way_is_there_afterwards(world: World) -> None:
    detach(world.context(), add(world).id)
    age(world)
    attached: list[Future[AttachedFile]] = []
    with ThreadPoolExecutor() as pool:

        class Slow(EvidenceStore):
            def remove(self, sha256: str) -> None:
                attached.append(pool.submit(add, world))
                wait(attached, timeout=0.3)
                super().remove(sha256)

        assert remove_unused(world.engine, Slow(world.config.evidence_dir), operator("ops"))
        assert read_evidence(world.context(), attached[0].result().id)[2] == own(world)


def test_a_file_that_the_disk_does_not_give_up_is_said_and_found_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    detach(world.context(), add(world).id)
    age(world)
    store = world.context().store
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(ChuyiError, match="删不掉"):
            remove_unused(world.engine, store, operator("ops"))
    assert len(remove_unused(world.engine, store, operator("ops"))) == 1


def test_attaching_what_lies_unused_makes_it_young_again(world: World) -> None:
    detach(world.context(), add(world).id)
    age(world)
    world.context().store.write(own(world))
    assert unused_contents(world.engine, world.context().store) == ()


def test_a_missing_or_damaged_file_is_said_to_be_so_and_can_be_uploaded_again(world: World) -> None:
    added = add(world)
    path = world.context().store.path(added.sha256)
    path.write_bytes(b"damaged")
    with pytest.raises(ChuyiError, match="已损坏"):
        read_evidence(world.context(), added.id)
    path.unlink()
    with pytest.raises(ChuyiError, match="不在服务器上"):
        read_evidence(world.context(), added.id)
    assert added.sha256 in missing_contents(world.engine, world.context().store)
    assert add(world) == added
    assert read_evidence(world.context(), added.id)[2] == own(world)


def test_a_locked_sheet_takes_and_gives_up_no_evidence(world: World) -> None:
    added = add(world)
    version = world.hand_in().version
    for act in (lambda: add(world, "b.docx", docx()), lambda: detach(world.context(), added.id)):
        with pytest.raises(ChuyiError, match="已经提交"):
            act()
    send_back(world.context("steward"), world.key, XIANGXI, version, {TASKS: "请换扫描件"})
    detach(world.context(), added.id)
    assert world.sheet().files == {}


def test_items_and_sheets_hold_only_so_much(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_PER_ITEM", 1)
    add(world)
    with pytest.raises(ChuyiError, match="每项最多 1 份"):
        add(world, "b.docx", docx())
    monkeypatch.setattr(evidence, "MOST_BYTES_PER_SHEET", len(own(world)) + 10)
    with pytest.raises(ChuyiError, match="一张自查表最多"):
        add(world, "b.docx", docx(), "narrative:results")
    monkeypatch.setattr(evidence, "MOST_PER_SHEET", 1)
    monkeypatch.setattr(evidence, "MOST_BYTES_PER_SHEET", 10**9)
    with pytest.raises(ChuyiError, match="一张自查表最多 1 份"):
        add(world, "b.docx", docx(), "narrative:results")
    assert sum(map(len, world.sheet().files.values())) == 1


def test_a_file_for_no_item_or_of_no_use_is_refused_and_not_stored(world: World) -> None:
    for item, content, words in (("local-plan:none", pdf(), "没有这一项"), (TASKS, b"words", "认不出的格式")):
        with pytest.raises(ChuyiError, match=words):
            add(world, "a", content, item)
    assert list(world.context().store.stored()) == []


def test_numbers_that_do_not_exist_tell_a_stranger_nothing(world: World) -> None:
    with pytest.raises(Refused):
        read_evidence(world.context("guest"), 10**6)
    with pytest.raises(Refused):
        files_of(world.context(reporter()), 10**6, TASKS)
    with pytest.raises(ChuyiError, match="已经移除"):
        read_evidence(world.context(), 10**6)


def test_a_stored_file_that_belongs_to_somebody_else_is_said_to_be_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(world)
    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(ChuyiError, match="存不下来"):
        add(world)


def test_a_store_that_cannot_be_written_is_said_to_be_so(world: World) -> None:
    world.config.var_dir.mkdir(parents=True)
    world.config.evidence_dir.write_text("a file where the folder should be")
    with pytest.raises(ChuyiError, match="存不下来"):
        add(world)
    assert world.sheet().files == {}
