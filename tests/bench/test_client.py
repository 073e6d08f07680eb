"""The client against a real server: what it takes for success, what it sends back, what it refuses."""

import asyncio

import pytest

from bench.client import Run, RunError, Tab, open_tab


def runs_of(port: int, page: str = "", *, count: int = 2, query: str = "") -> tuple[list[Run], Tab]:
    async def visit() -> tuple[list[Run], Tab]:
        async with open_tab(port, page, query) as tab:
            return [await tab.run() for _ in range(count)], tab

    return asyncio.run(visit())


def test_an_unchanged_rerun_carries_the_big_element_as_a_reference(port: int) -> None:
    (first, *reruns), _ = runs_of(port, count=4)
    assert first.received > 50_000
    assert first.references == 0
    assert [run.references for run in reruns] == [1, 1, 1]
    assert all(0 < run.received < 12_000 for run in reruns)


def test_a_run_takes_time_and_is_made_of_several_messages(port: int) -> None:
    (first, rerun), _ = runs_of(port)
    assert first.ms > 0
    assert rerun.ms > 0
    assert rerun.messages > 10
    assert (first.restarts, rerun.restarts) == (0, 0)


def test_a_rerun_sends_every_widget_back_as_it_was_shown(port: int) -> None:
    # The app raises as soon as any value differs from the one that it showed.
    _, tab = runs_of(port, count=3)
    states = tab.widget_states.values()
    assert sorted(state.WhichOneof("value") or "nothing" for state in states) == [
        "bool_value",
        "double_array_value",
        "double_value",
        "int_value",
        "nothing",
        "string_array_value",
        "string_array_value",
        "string_array_value",
        "string_array_value",
        "string_value",
        "string_value",
        "string_value",
    ]


def test_a_value_set_by_the_app_replaces_the_one_kept(port: int) -> None:
    _, tab = runs_of(port, "set_by_app", count=3)
    assert [state.int_value for state in tab.widget_states.values()] == [3]


def test_a_message_that_no_run_used_for_a_while_is_forgotten(port: int) -> None:
    runs, _ = runs_of(port, "now_and_then", count=8)
    assert [run.received > 50_000 for run in runs] == [True] + [False] * 6 + [True]
    assert [run.references for run in runs] == [0, 1, 0, 0, 0, 0, 0, 0]


def test_a_query_set_by_the_app_is_sent_with_the_next_run(port: int) -> None:
    runs, _ = runs_of(port, "asking", count=3)
    assert len(runs) == 3


def test_the_page_is_opened_with_its_query(port: int) -> None:
    _, tab = runs_of(port, "asked_for", query="word=county")
    assert [state.string_value for state in tab.widget_states.values()] == ["county"]


def test_a_page_that_raises_makes_the_client_raise(port: int) -> None:
    with pytest.raises(RunError, match="/broken: the page shows ValueError: broken on purpose"):
        runs_of(port, "broken")


def test_a_page_that_the_app_does_not_have_is_refused(port: int) -> None:
    with pytest.raises(RunError, match="/nowhere: the app has no such page"):
        runs_of(port, "nowhere")


def test_a_run_that_ends_early_for_another_is_refused(port: int) -> None:
    with pytest.raises(RunError, match="asked for another"):
        runs_of(port, "restless")


def test_a_run_that_may_restart_counts_its_restarts(port: int) -> None:
    async def visit() -> Run:
        async with open_tab(port, "restless") as tab:
            return await tab.run(may_restart=True)

    assert asyncio.run(visit()).restarts == 1


def test_a_change_in_a_fragment_runs_the_fragment_alone_and_keeps_the_rest(port: int) -> None:
    async def visit() -> Tab:
        async with open_tab(port, "in_part") as tab:
            await tab.run()
            widget = next(name for name in tab.widget_states if name.endswith("-part"))
            await tab.change(widget, "typed")
            return tab

    tab = asyncio.run(visit())
    assert sorted(state.string_value for state in tab.widget_states.values()) == ["2", "kept", "typed"]


def test_a_fragment_that_raises_makes_the_client_raise(port: int) -> None:
    async def visit() -> None:
        async with open_tab(port, "in_part") as tab:
            await tab.run()
            widget = next(name for name in tab.widget_states if name.endswith("-part"))
            await tab.change(widget, "wrong")

    with pytest.raises(RunError, match="broken on purpose"):
        asyncio.run(visit())
