"""Says why a token waits: in words, since when, whose turn it is, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pydantic import JsonValue

from qitao.base.texts import say
from qitao.flow.rules.names import told
from qitao.flow.values import NOT_ASKED, Entry, InstanceStatus


class Waiting(Protocol):
    """What must be known of a token to explain it."""

    @property
    def business_id(self) -> int: ...
    @property
    def token_id(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def node(self) -> str: ...
    @property
    def node_name(self) -> str: ...
    @property
    def node_name_en(self) -> str: ...
    @property
    def wait(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def evidence(self) -> Mapping[str, Any]: ...
    @property
    def since(self) -> datetime: ...
    @property
    def due(self) -> datetime | None: ...
    @property
    def held_at(self) -> datetime | None: ...
    @property
    def asked_at(self) -> datetime | None: ...
    @property
    def step(self) -> str: ...
    @property
    def verb(self) -> str: ...
    @property
    def permission(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def claimed_by(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Why:
    """Why one token waits; `reason` and `next` are sentences, the rest is for buttons and filters.

    Whose turn it is: `claimed_by` where somebody has taken the task, else whoever holds
    `permission` or the post `post`; all empty where the house itself must go on.
    """

    business_id: int
    token_id: int
    node: str
    node_name: str
    node_name_en: str
    wait: str
    verdict: str
    code: str
    evidence: dict[str, JsonValue]
    since: datetime
    due: datetime | None
    asked_at: datetime | None
    reason: str
    next: str
    verb: str
    permission: str
    post: str
    claimed_by: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences in one language."""

    lang: str

    def say(self, key: str, part: str = "", **evidence: Any) -> str:
        """Return a sentence."""
        return say(key, self.lang, part, **evidence)


def explain_token(token: Waiting, words: Words) -> Why:
    """Return the explanation of one token."""
    key = reason_key(token)
    facts = {**token.evidence, **told(token), "step": _step_name(token, words)}
    return Why(
        business_id=token.business_id,
        token_id=token.token_id,
        node=token.node,
        node_name=token.node_name,
        node_name_en=token.node_name_en,
        wait=token.wait,
        verdict=token.verdict,
        code=token.code,
        evidence=dict(token.evidence),
        since=token.held_at or token.since,
        due=token.due,
        asked_at=token.asked_at,
        reason=words.say(key, **facts),
        next=words.say(key, "next", **facts),
        verb=token.verb,
        permission=token.permission,
        post=token.post,
        claimed_by=token.claimed_by,
    )


def reason_key(token: Waiting) -> str:
    """Return the key of the sentence that says why a token waits."""
    if token.status == InstanceStatus.HELD:
        return "flow.wait.held"
    if token.wait == Entry.TASK:
        return "flow.wait.claimed" if token.claimed_by is not None else "flow.wait.task"
    if token.wait == Entry.JOIN:
        return "flow.wait.join"
    if token.code:
        return f"verdict.{token.code}"
    if token.wait == Entry.JOB:
        return "flow.wait.job"
    return f"verdict.{NOT_ASKED}"


def _step_name(token: Waiting, words: Words) -> str:
    if not token.step:
        return ""
    key = f"step.{token.step}"
    name = words.say(key)
    return token.step if name == key else name
