"""The one way in: a verb runs once, in one transaction, with one journal entry."""

import functools
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, transaction
from psycopg import Error as PsycopgError

from qitao.base import faults, journal, seen
from qitao.base.actor import Actor, Permission
from qitao.base.refusal import BUSY, KEY_REUSED, OUTCOME_UNKNOWN, Refusal
from qitao.base.verbs import VERBS, Verb

P = ParamSpec("P")
R = TypeVar("R")
TRIES_MAX = 4


def durably(function: Callable[[], R]) -> R:
    """Run house-keeping that writes no journal entry of its own (the seal) in one transaction."""
    with transaction.atomic(durable=True):
        return function()


def action(
    *, permission: Permission, shared: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a business verb: permission, replay, one transaction, journal, refusals.

    What a `shared` verb writes belongs to all plants: it needs a right without bounds. A nested
    call joins the outer transaction as a child entry; the outer verb vouches for it.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*, actor: Actor, **given: Any) -> Any:
            outer = journal.open_entry.get()
            return _join(verb, outer, actor, given) if outer else _begin(verb, actor, given)

        floor = function.__module__.split(".")[1]
        verb = Verb(f"{floor}.{function.__name__}", permission, function, call, shared)
        VERBS[verb.name] = verb
        call.verb = verb  # type: ignore[attr-defined]
        return call  # type: ignore[return-value]

    return register


def _join(verb: Verb, outer: journal.OpenEntry, actor: Actor, given: dict[str, Any]) -> Any:
    result = verb.function(actor=replace(actor, vouched=True), **given)
    outer.children.append(
        journal.OpenEntry(
            verb.name,
            verb.subject(given, result),
            journal.trimmed(verb.dump_given(given)),
            verb.result.dump_json(result).decode(),
        )
    )
    return result


def _begin(verb: Verb, actor: Actor, given: dict[str, Any]) -> Any:
    document = verb.dump_given(given)
    try:
        actor.check(verb.permission)
        if verb.shared:
            actor.check_everywhere(verb.permission)
        return _retry(verb, actor, given, document)
    except Refusal as refusal:
        refusal.verb = verb.name
        try:
            with transaction.atomic(durable=True):
                refusal.record = journal.write_refusal(
                    actor,
                    verb=verb.name,
                    subject=verb.subject(given),
                    code=refusal.code.code,
                    evidence=json.dumps(refusal.evidence, default=str, ensure_ascii=False),
                    given=journal.trimmed(document),
                )
        except (DatabaseError, PsycopgError) as error:
            # A refusal that cannot be recorded, the database being away, is still told.
            if not faults.is_lost(error):
                raise
        raise refusal


def _retry(verb: Verb, actor: Actor, given: dict[str, Any], document: bytes) -> Any:
    for attempt in range(1, TRIES_MAX + 1):
        entry = journal.OpenEntry(verb.name, given=journal.trimmed(document))
        try:
            return _once(verb, actor, given, document, entry)
        except (DatabaseError, PsycopgError) as error:
            if faults.is_lost(error):
                if attempt == 1 and not entry.sent:
                    continue  # no COMMIT was sent: nothing happened, as after a database restart
                raise Refusal(OUTCOME_UNKNOWN, verb=verb.name) from error
            if faults.is_lock_timeout(error) or (faults.may_retry(error) and attempt == TRIES_MAX):
                raise Refusal(BUSY, verb=verb.name) from error
            if refusal := faults.refusal_of(error):
                raise refusal from error
            if not faults.may_retry(error):
                raise
    raise AssertionError("unreachable")


def _once(
    verb: Verb, actor: Actor, given: dict[str, Any], document: bytes, entry: journal.OpenEntry
) -> Any:
    given_hash = journal.hash_given(verb.name, document)
    with transaction.atomic(durable=True):
        stored = journal.claim(actor, verb.name, given_hash, entry.call)
        if stored is not None:
            if stored.given_hash != given_hash:
                raise Refusal(KEY_REUSED, key=actor.key, verb=stored.verb)
            journal.confirm()
            return verb.result.validate_json(stored.result or "null")
        seen.check_unchanged(actor.seen)
        token = journal.open_entry.set(entry)
        try:
            result = verb.function(actor=actor, **given)
        finally:
            journal.open_entry.reset(token)
        entry.subject = verb.subject(given, result)
        entry.result = verb.result.dump_json(result).decode()
        journal.write(entry, actor)
    return result
