"""What lies ahead of a token: the way that is usually taken, to the end of the process."""

from dataclasses import replace
from itertools import pairwise

from qitao.flow.rules.ahead import Place, places_ahead
from qitao.flow.values import NODES_MAX, NodeKind

GATEWAYS = {"x": NodeKind.EXCLUSIVE, "p": NodeKind.PARALLEL}
OTHERS = {"start": NodeKind.START, "end": NodeKind.END, "stop": NodeKind.TERMINATE}


def drawn(*lines: str, usual: dict[str, str] | None = None) -> dict[str, Place]:
    """Read a process of lines like `a > x1 > b`: `x1` is a choice, `p1` is parallel."""
    targets: dict[str, list[str]] = {}
    for line in lines:
        keys = line.split(" > ")
        for key in keys:
            targets.setdefault(key, [])
        for source, target in pairwise(keys):
            targets[source].append(target)
    return {
        key: Place(key, f"the {key}", "", _kind(key), tuple(onward), (usual or {}).get(key, ""))
        for key, onward in targets.items()
    }


def _kind(key: str) -> NodeKind:
    gateway = GATEWAYS.get(key[0]) if key[1:].isdecimal() else None
    service = NodeKind.SERVICE if key.isupper() else NodeKind.USER
    return gateway or OTHERS.get(key.rstrip("0123456789"), service)


def ahead(places: dict[str, Place], *standing: str) -> str:
    return " ".join(place.key for place in places_ahead(places, standing))


def test_what_is_done_and_the_end_are_shown_and_where_a_token_stands_is_not() -> None:
    line = drawn("start > draft > KIT > cut > end")
    assert ahead(line, "start") == "draft KIT cut end"
    assert ahead(line, "KIT") == "cut end"
    assert ahead(line, "end") == ""
    assert ahead(line) == ""
    assert ahead(line, "a step of another drawing") == ""
    assert ahead(drawn("a > b > stop"), "a") == "b stop"


def test_an_end_that_nobody_has_named_is_not_shown() -> None:
    line = drawn("a > b > end")
    unnamed = line | {"end": replace(line["end"], name="end"), "b": replace(line["b"], name="b")}
    assert ahead(unnamed, "a") == "b"


def test_a_choice_goes_by_its_default_else_by_its_first_flow() -> None:
    lines = ("a > x1 > b > end1", "x1 > c > end2")
    assert ahead(drawn(*lines), "a") == "b end1"
    assert ahead(drawn(*lines, usual={"x1": "c"}), "a") == "c end2"
    assert ahead(drawn(*lines, usual={"x1": "c"}), "x1") == "c end2"


def test_all_branches_are_taken_and_what_follows_their_join_comes_after_them() -> None:
    both = drawn("a > p1 > b > c > p2 > d > end", "p1 > e > p2")
    assert ahead(both, "a") == "b c e d end"
    assert ahead(both, "b", "e") == "c d end"
    assert ahead(both, "p2", "b") == "c d end"
    assert ahead(both, "c", "p2") == "d end"


def test_no_step_is_shown_twice_and_a_choice_does_not_lead_back_for_ever() -> None:
    again = drawn("a > b > x1 > a", "x1 > c > end", usual={"x1": "a"})
    assert ahead(again, "a") == "b c end"
    assert ahead(again, "b") == "c end"
    rework = drawn("a > x1 > mend > a", "x1 > c > end", usual={"x1": "mend"})
    assert ahead(rework, "a") == "c end"
    assert ahead(rework, "mend") == "a c end"


def test_where_tokens_share_a_way_it_is_shown_once() -> None:
    meeting = drawn("a > c > end", "b > a")
    assert ahead(meeting, "a", "b") == "c end"
    assert ahead(meeting, "b", "a") == "c end"


def test_the_longest_process_is_walked_to_its_end() -> None:
    keys = [f"step-{n}" for n in range(NODES_MAX)]
    assert ahead(drawn(" > ".join(keys)), keys[0]) == " ".join(keys[1:])
