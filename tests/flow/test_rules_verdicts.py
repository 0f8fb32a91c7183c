"""What a step gave back becomes one verdict per object; how long to wait before asking again."""

from datetime import timedelta

import pytest

from qitao.base.refusal import Refusal
from qitao.flow.rules.variables import check_variables
from qitao.flow.rules.verdicts import broken, judge, late, missing, wait_before_retry
from qitao.flow.values import BACKOFF_MAX, PASS, VARIABLES_INVALID, Outcome, Verdict


def test_every_id_asked_gets_a_verdict_and_no_other_does() -> None:
    no = Verdict.fail("t.SHORT", missing=3)
    verdicts = judge("t.s", (1, 2, 3), {1: PASS, 2: no, 99: PASS})
    assert list(verdicts) == [1, 2, 3]
    assert verdicts[1] is PASS
    assert verdicts[2] is no
    assert (verdicts[3].outcome, verdicts[3].code) == (Outcome.UNKNOWN, "flow.STEP_SILENT")


@pytest.mark.parametrize("answers", [None, [PASS], "yes", 1])
def test_what_is_no_mapping_answers_nothing(answers: object) -> None:
    verdicts = judge("t.s", (1, 2), answers)
    assert {verdict.code for verdict in verdicts.values()} == {"flow.STEP_ERROR"}


def test_faults_are_told_with_their_evidence() -> None:
    fault = broken("t.s", ValueError("x" * 900), 1.234)
    assert fault.outcome is Outcome.UNKNOWN
    assert fault.evidence["error"] == "ValueError"
    assert len(str(fault.evidence["message"])) == 500
    assert fault.evidence["seconds"] == 1.2
    assert late("t.s", timedelta(seconds=5), 5.01).evidence == {
        "step": "t.s",
        "limit": 5,
        "seconds": 5,
    }
    assert missing("t.s").code == "flow.STEP_MISSING"


def test_waits_double_with_a_spread_up_to_a_limit() -> None:
    second = timedelta(seconds=1)
    assert wait_before_retry(1, second, 0.5) == second
    assert wait_before_retry(1, second, 0.0) == second * 0.75
    assert wait_before_retry(4, second, 0.5) == 8 * second
    assert wait_before_retry(99, second, 0.5) == BACKOFF_MAX
    assert wait_before_retry(99, second, 0.999) < BACKOFF_MAX * 1.25


def test_variables_come_back_as_json() -> None:
    assert check_variables({"数量": 5, "a": {"b": [True, None, 1.5]}}) == (
        '{"数量": 5, "a": {"b": [true, null, 1.5]}}'
    )


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"1a": 1}, "1a"),
        ({"a-b": 1}, "a-b"),
        ({"n": 10**18}, "n"),
        ({"n": float("inf")}, "n"),
        ({"n": {"m": [float("nan")]}}, "n"),
        ({"s": "\0"}, "s"),
        ({"d": [[[[[[[1]]]]]]]}, "d"),
        ({"s": "x" * 8001}, "*"),
    ],
)
def test_a_variable_that_does_not_fit_is_named(variables: dict[str, object], name: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_variables(variables)  # type: ignore[arg-type]
    assert refused.value.code is VARIABLES_INVALID
    assert refused.value.evidence["name"] == name
