"""Reading BPMN: the subset is compiled, everything else is named, all at once; no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from qitao.base.texts import load
from qitao.flow.rules import bpmn, duration
from qitao.flow.rules.compile import compile_xml
from qitao.flow.rules.registry import Step
from qitao.flow.values import PASS, Entry, NodeKind, Retry, StepKind, Verdict
from tests.flow.drawing import Drawing, line


def _answer(ids: tuple[int, ...], **_: object) -> Mapping[int, Verdict]:
    return dict.fromkeys(ids, PASS)


STEPS = {
    "t.gate": Step("t.gate", StepKind.GATE, True, Retry(), _answer),
    "t.far": Step("t.far", StepKind.GATE, False, Retry(attempts=7), _answer),
    "t.post": Step("t.post", StepKind.SERVICE, False, Retry(), _answer),
}


def problems(drawing: Drawing) -> list[tuple[str, str, bool]]:
    found = compile_xml(drawing.xml, STEPS).problems
    for problem in found:
        assert f"problem.{problem.code}" in load()
    return [(p.code, p.element, p.blocks) for p in found]


def blocking(drawing: Drawing) -> list[tuple[str, str]]:
    return [(code, element) for code, element, blocks in problems(drawing) if blocks]


def test_the_whole_subset_compiles() -> None:
    drawing = Drawing().start(state="new").user("a", verb="t.a", permission="t.p", sla="PT4H")
    drawing.service("g", "t.gate").service("far", "t.far").service("s", "t.post", attempts="2")
    drawing.xor("x", default="x_far").fork("f", "j").end().terminate()
    drawing.timer("late", "a", "P1DT2H30M", interrupts=False).error("oops", "s", "E1")
    drawing.chain("start", "a", "g", "x", "far", "f", "s", "j", "end").chain("f", "j")
    drawing.flow("x", "stop", "n > 3").chain("late", "stop").chain("oops", "j")
    reading = compile_xml(
        drawing.xml.replace('<bpmn:sequenceFlow id="oops_j"', '<bpmn:sequenceFlow id="oops_j"'),
        STEPS,
    )
    assert [p.code for p in reading.problems if p.blocks] == ["JOIN_STUCK"]


def compiled(drawing: Drawing) -> dict[str, object]:
    reading = compile_xml(drawing.xml, STEPS)
    assert reading.compiled is not None, reading.problems
    return {row.node.key: row for row in reading.compiled.nodes}


def test_entries_retries_and_properties() -> None:
    drawing = Drawing().start(state="new").user("a", verb="t.a", permission="t.p", sla="PT4H")
    drawing.service("g", "t.gate").service("far", "t.far").service("s", "t.post", attempts="2")
    drawing.end().timer("late", "a", "P1DT2H30M", interrupts=False).user("chase").end("end2")
    drawing.chain("start", "a", "g", "far", "s", "end").chain("late", "chase", "end2")
    rows = compiled(drawing)
    entries = {key: row.entry for key, row in rows.items()}  # type: ignore[attr-defined]
    assert entries == {
        "start": Entry.PASS,
        "a": Entry.TASK,
        "g": Entry.GATE,
        "far": Entry.JOB,
        "s": Entry.JOB,
        "end": Entry.END,
        "late": Entry.PASS,
        "chase": Entry.TASK,
        "end2": Entry.END,
    }
    a, far, s, late = (rows[key] for key in ("a", "far", "s", "late"))
    assert a.node.sla == timedelta(hours=4)  # type: ignore[attr-defined]
    assert far.retry.attempts == 7  # type: ignore[attr-defined]
    assert s.retry.attempts == 2  # type: ignore[attr-defined]
    assert late.node.kind is NodeKind.TIMER  # type: ignore[attr-defined]
    assert late.node.after == timedelta(days=1, hours=2, minutes=30)  # type: ignore[attr-defined]
    assert late.node.interrupts is False  # type: ignore[attr-defined]


def test_only_ways_to_a_join_or_an_end_lock_the_instance() -> None:
    drawing = Drawing().start().fork("f", "j").user("a1", "a2", "b", "c").end()
    drawing.chain("start", "f", "a1", "a2", "j", "c", "end").chain("f", "b", "j")
    locks = {key: row.locks for key, row in compiled(drawing).items()}  # type: ignore[attr-defined]
    assert locks["a1"] is False
    assert locks["a2"] is locks["b"] is locks["c"] is True
    gated = Drawing().start().user("a").service("g", "t.gate").end().chain("start", "a", "g", "end")
    assert compiled(gated)["a"].locks is True  # type: ignore[attr-defined]
    far = Drawing().start().user("a").service("g", "t.far").end().chain("start", "a", "g", "end")
    assert compiled(far)["a"].locks is False  # type: ignore[attr-defined]


def test_guards_are_tried_in_order_with_the_default_last() -> None:
    drawing = Drawing().start().xor("x", default="x_a").user("a", "b", "c").end()
    drawing.chain("start", "x").flow("x", "a").flow("x", "b", "n > 5").flow("x", "c", "n > 1")
    for key in "abc":
        drawing.flow(key, "end")
    reading = compile_xml(drawing.xml, STEPS)
    assert reading.compiled is not None
    edges = [(e.target, e.priority, e.default) for e in reading.compiled.edges if e.source == "x"]
    assert edges == [("b", 0, False), ("c", 1, False), ("a", 2, True)]
    guards = next(row.guards for row in reading.compiled.nodes if row.node.key == "x")
    assert guards is not None
    assert guards.endswith(
        "then 0 when coalesce((flow_feel_number(flow_feel_scalar("
        "jsonb_extract_path(i.variables, 'n'))) > 1::numeric), false) "
        "then 1 else 2 end"
    )


@pytest.mark.parametrize(
    "kind",
    [
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
        "manualTask",
        "task",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "dataObject",
        "dataStoreReference",
    ],
)
def test_an_element_outside_the_subset_is_refused_by_name(kind: str) -> None:
    drawing = Drawing().start().user("a").end().chain("start", "a", "end")
    drawing.node(kind, "odd", name="怪东西")
    (found,) = [p for p in compile_xml(drawing.xml, STEPS).problems if p.blocks]
    assert (found.code, found.element, found.name, found.type) == (
        "ELEMENT_UNKNOWN",
        "odd",
        "怪东西",
        kind,
    )
    assert found.line > 0


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    drawing = Drawing().start().user("a", colour="red").service("s", "t.nowhere").end()
    drawing.node("scriptTask", "script").node(
        "userTask", "loop", "<bpmn:multiInstanceLoopCharacteristics/>"
    )
    drawing.node("startEvent", "msg", "<bpmn:messageEventDefinition/>").xor("x")
    drawing.timer("t1", "a", "tomorrow").timer("t2", "a", "PT0S")
    drawing.chain("start", "a", "script", "end").chain("s", "loop").flow("x", "nobody", "a >")
    found = blocking(drawing)
    assert found == [
        ("START_TWICE", "msg"),
    ] or {code for code, _ in found} == {
        "PROPERTY_UNKNOWN",
        "STEP_UNKNOWN",
        "UNREACHABLE",
        "ELEMENT_UNKNOWN",
        "START_TWICE",
        "DEAD_END",
        "DURATION_INVALID",
        "FLOW_LOOSE",
    }
    assert ("ELEMENT_UNKNOWN", "loop") in found
    assert ("ELEMENT_UNKNOWN", "msg") in found
    lines = [p.line for p in compile_xml(drawing.xml, STEPS).problems if p.blocks]
    assert lines == sorted(lines)


def test_an_english_name_is_read_and_a_wrong_one_is_told_with_its_place() -> None:
    drawing = Drawing().start().user("a", name="首检", name_en=" First check ").end()
    drawing.flow("start", "a").flow("a", "end")
    compiled = compile_xml(drawing.xml, STEPS).compiled
    assert compiled is not None
    assert [(row.node.name, row.node.name_en) for row in compiled.nodes][1] == (
        "首检",
        "First check",
    )
    drawing.user("b", name="b", name_en="x" * 201, nameen="B").user("c", name="长" * 201)
    drawing.raw('<bpmn:textAnnotation id="note" qitao:nameen="N"/>')
    drawing.chain("start", "b", "c", "end")
    xml = drawing.xml.replace('id="a_end"', 'id="a_end" qitao:step="t.x"')
    found = [p for p in compile_xml(xml, STEPS).problems if p.blocks]
    assert {(p.code, p.element) for p in found} >= {
        ("NAME_TOO_LONG", "b"),
        ("NAME_TOO_LONG", "c"),
        ("PROPERTY_UNKNOWN", "b"),
        ("PROPERTY_UNKNOWN", "note"),
        ("PROPERTY_UNKNOWN", "a_end"),
    }
    assert all(p.line > 1 for p in found)


def test_foreign_extensions_are_let_be() -> None:
    drawing = Drawing().start().end()
    drawing.raw(
        '<bpmn:userTask id="a" name="a" other:assignee="demo"><bpmn:extensionElements>'
        '<other:properties><other:property name="x"/></other:properties>'
        "</bpmn:extensionElements></bpmn:userTask><other:thing/>"
        '<bpmn:textAnnotation id="note"><bpmn:text>注</bpmn:text></bpmn:textAnnotation>'
    )
    drawing.chain("start", "a", "end")
    assert problems(drawing) == []


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("", "XML_BROKEN"),
        ("<a>", "XML_BROKEN"),
        ("<a/>", "NOT_BPMN"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "XML_DOCTYPE"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "XML_DOCTYPE"),
        ("<a>" * 100 + "</a>" * 100, "XML_TOO_DEEP"),
        ("<a>" + "<b/>" * 20_001 + "</a>", "XML_TOO_BIG"),
        ("<a>" + " " * 1_000_001 + "</a>", "XML_TOO_BIG"),
        ("<a>\ud800</a>", "XML_BROKEN"),
        (f'<definitions xmlns="{bpmn.BPMN}"/>', "PROCESS_COUNT"),
        (f'<?xml version="1.0" encoding="GBK"?><d xmlns="{bpmn.BPMN}">生产</d>', "NOT_BPMN"),
    ],
)
def test_what_is_not_a_model_is_refused_before_it_is_built(xml: str, code: str) -> None:
    reading = compile_xml(xml, STEPS)
    assert reading.compiled is None
    assert [problem.code for problem in reading.problems] == [code]


def test_ends_and_degrees() -> None:
    assert blocking(Drawing().user("a")) == [
        ("END_MISSING", "demo"),
        ("START_MISSING", "demo"),
        ("DEAD_END", "a"),
        ("UNREACHABLE", "a"),
    ]
    split = Drawing().start().user("a", "b").end().chain("start", "a", "b", "end").flow("a", "end")
    assert blocking(split) == [("SPLIT_WITHOUT_GATEWAY", "a")]
    back = line("a").flow("a", "start", key="back")
    assert ("FLOW_INTO_START", "start") in blocking(back)


def test_guards_stand_on_exclusive_gateways_only() -> None:
    assert blocking(
        Drawing().start().user("a").end().flow("start", "a", "n > 1").flow("a", "end")
    ) == [("GUARD_MISPLACED", "start_a")]
    choice = Drawing().start().xor("x", default="x_a").user("a", "b", "c").end().chain("start", "x")
    choice.flow("x", "a", "n > 1").flow("x", "b").flow("x", "c", "n = ")
    for key in "abc":
        choice.flow(key, "end")
    assert blocking(choice) == [
        ("GUARD_ON_DEFAULT", "x_a"),
        ("GUARD_MISSING", "x_b"),
        ("FEEL_ENDS_EARLY", "x_c"),
    ]


def test_error_events_sit_on_services() -> None:
    drawing = Drawing().start().user("a", "b", "c").service("s", "t.post").end()
    drawing.error("e1", "a").error("e2", "s", "X").error("e3", "s", "X").error("e4", "nowhere")
    drawing.chain("start", "a", "s", "end").chain("e1", "end").chain("e2", "b", "end")
    drawing.chain("e3", "c", "end").chain("e4", "end")
    assert set(blocking(drawing)) == {
        ("ERROR_NEVER_RAISED", "e1"),
        ("ERROR_CAUGHT_TWICE", "e3"),
        ("BOUNDARY_LOOSE", "e4"),
        ("ID_TWICE", "err_X"),
    } - {("ID_TWICE", "err_X")}


def test_a_join_behind_a_choice_is_stuck() -> None:
    drawing = Drawing().start().xor("x", default="x_a").user("a", "b").fork("j").end()
    drawing.chain("start", "x", "a", "j", "end").flow("x", "b", "n > 1").flow("b", "j")
    assert blocking(drawing) == [("JOIN_STUCK", "j")]
    (stuck,) = [p for p in compile_xml(drawing.xml, STEPS).problems if p.code == "JOIN_STUCK"]
    assert stuck.detail in ("a, b", "b, a")


def test_a_bypassed_join_is_stuck() -> None:
    drawing = Drawing().start().fork("f", "j").user("a", "b").xor("x", default="x_j").end()
    drawing.end("away").chain("start", "f", "a", "j", "end").chain("f", "b", "x", "j")
    drawing.flow("x", "away", "n > 1")
    assert blocking(drawing) == [("JOIN_STUCK", "j")]


def test_branches_that_meet_without_a_join_are_warned_of() -> None:
    drawing = Drawing().start().fork("f").user("a", "b", "c").end()
    drawing.chain("start", "f", "a", "c", "end").chain("f", "b", "c")
    assert ("TOKENS_MEET", "c", False) in problems(drawing)
    assert blocking(drawing) == []


def test_branches_that_multiply_are_refused() -> None:
    drawing = Drawing().start().fork("f").user("a", "b").end()
    drawing.chain("start", "a", "f", "b", "end").flow("f", "a", key="again")
    assert {code for code, _ in blocking(drawing)} == {"NEVER_ENDS"}


def test_loops_need_a_task_and_a_way_out() -> None:
    endless = Drawing().start().xor("x", default="x_y").xor("y", default="y_x").user("a").end()
    endless.chain("start", "x", "y", "x").flow("y", "a", "n > 1").chain("a", "end")
    endless.flow("x", "a", "n > 2")
    assert set(blocking(endless)) == {("ENDLESS_LOOP", "x"), ("ENDLESS_LOOP", "y")}
    trap = Drawing().start().xor("x", default="x_a").user("a", "b").end()
    trap.chain("start", "x", "a", "b", "a").flow("x", "end", "n > 1")
    assert set(blocking(trap)) == {("NO_WAY_TO_END", "a"), ("NO_WAY_TO_END", "b")}
    sound = Drawing().start().user("a").xor("x", default="x_end").end()
    sound.chain("start", "a", "x", "end").flow("x", "a", "n > 1")
    assert problems(sound) == []


def test_an_island_is_unreachable() -> None:
    drawing = line("a").user("b", "c").chain("b", "c", "b")
    assert {("UNREACHABLE", "b"), ("UNREACHABLE", "c")} <= set(blocking(drawing))


def test_wide_parallel_work_is_assessed_in_full() -> None:
    drawing = Drawing().start().fork("f", "j").end().chain("start", "f").chain("j", "end")
    for branch in range(12):
        keys = [f"t{branch}_{step}" for step in range(6)]
        drawing.user(*keys).chain("f", *keys, "j")
    assert problems(drawing) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT30M", timedelta(minutes=30)),
        ("P1DT2H", timedelta(days=1, hours=2)),
        ("P2W", timedelta(weeks=2)),
        ("PT0.5S", timedelta(milliseconds=500)),
        *[(bad, None) for bad in ("", "P", "PT", "30M", "P1M", "P1Y", "PT0S", "-PT1H", "P99999D")],
    ],
)
def test_durations(text: str, expected: timedelta | None) -> None:
    assert duration.parse(text) == expected
