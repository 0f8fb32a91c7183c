"""Why a token waits, in words: every reason has its sentence and says what to do next."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from qitao.base.texts import load
from qitao.flow import values
from qitao.flow.rules.explain import Words, explain_token, reason_key
from qitao.flow.values import InstanceStatus

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Token:
    business_id: int = 1
    token_id: int = 2
    status: str = "active"
    node: str = "n"
    node_name: str = "检验"
    node_name_en: str = "Inspection"
    wait: str = "task"
    verdict: str = "not_evaluated"
    code: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
    since: datetime = NOW
    due: datetime | None = None
    held_at: datetime | None = None
    asked_at: datetime | None = None
    step: str = ""
    verb: str = ""
    permission: str = "t.inspect"
    post: str = ""
    claimed_by: int | None = None


@pytest.mark.parametrize(
    ("token", "key"),
    [
        (Token(), "flow.wait.task"),
        (Token(claimed_by=7), "flow.wait.claimed"),
        (Token(wait="join"), "flow.wait.join"),
        (Token(wait="job"), "flow.wait.job"),
        (Token(wait="job", code="flow.STEP_ERROR"), "verdict.flow.STEP_ERROR"),
        (Token(wait="gate"), "verdict.flow.NOT_ASKED"),
        (Token(wait="gate", code="t.SHORT"), "verdict.t.SHORT"),
        (Token(wait="incident", code="flow.NO_PATH"), "verdict.flow.NO_PATH"),
        (Token(status=InstanceStatus.HELD, wait="gate", code="t.SHORT"), "flow.wait.held"),
    ],
)
def test_each_reason_has_its_sentence(token: Token, key: str) -> None:
    assert reason_key(token) == key
    why = explain_token(token, Words("zh"))
    if not key.startswith("verdict.t."):
        assert why.reason != key
        assert "{" not in why.reason
        assert why.next


def test_a_hold_counts_from_its_own_beginning() -> None:
    held = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    assert explain_token(Token(status="held", held_at=held), Words("zh")).since == held
    assert explain_token(Token(), Words("zh")).since == NOW


def test_the_words_name_node_and_evidence() -> None:
    why = explain_token(
        Token(wait="gate", code="flow.STEP_TIMEOUT", step="t.kit", evidence={"limit": 5}),
        Words("en"),
    )
    assert why.reason == "Not known: “t.kit” did not answer within 5 s"
    assert why.permission == "t.inspect"


def test_a_step_goes_by_its_name_in_the_readers_language() -> None:
    assert "「检验」" in explain_token(Token(), Words("zh")).reason
    assert "“Inspection”" in explain_token(Token(), Words("en")).reason
    assert "“检验”" in explain_token(Token(node_name_en=""), Words("en")).reason


def test_every_code_of_the_engine_has_words() -> None:
    constants = [value for name, value in vars(values).items() if name.isupper()]
    codes = {value for value in constants if isinstance(value, str) and value.startswith("flow.")}
    assert codes >= {"flow.STEP_TIMEOUT", "flow.NO_PATH", "flow.JOB_DEAD"}
    missing = {code for code in codes if f"verdict.{code}" not in load()}
    assert missing == set()
