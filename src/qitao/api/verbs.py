"""Verbs as operations: one POST for each, read off its signature."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, TypeAdapter

from qitao.api.operation import read_body
from qitao.api.values import Answer, Call
from qitao.base.actor import Actor, Permission
from qitao.base.verbs import Verb

REVEAL = {"reveal": True}
"""Lets a result show the secret that is shown once; nothing else writes JSON with it."""


@dataclass(frozen=True)
class VerbOperation:
    """A verb as `POST /api/v1/<floor>/<verb>`."""

    verb: Verb
    method = "POST"

    @property
    def path(self) -> str:
        """The address beneath /api/."""
        return f"v1/{self.verb.name.replace('.', '/', 1)}"

    @property
    def permission(self) -> Permission:
        """What the caller must hold."""
        return self.verb.permission

    @property
    def purpose(self) -> str:
        """What the verb does, guarantees and refuses."""
        return self.verb.doc

    @property
    def given(self) -> type[BaseModel]:
        """The model of its body."""
        return self.verb.given

    @property
    def result(self) -> TypeAdapter[Any]:
        """The adapter of its result."""
        return self.verb.result

    def read(self, call: Call) -> dict[str, Any]:
        """Return the typed values of the body."""
        return read_body(self.verb.given, call)

    def run(self, actor: Actor, values: dict[str, Any]) -> Answer:
        """Carry the verb out and write its result; `If-Match` is about the record of the call."""
        if actor.seen is not None:
            seen = replace(actor.seen, record=self.verb.subject(values))
            actor = replace(actor, seen=seen)
        result = self.verb.call(actor=actor, **values)
        return Answer(200, self.verb.result.dump_json(result, context=REVEAL))
