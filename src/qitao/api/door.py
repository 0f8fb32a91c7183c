"""The API's door: a call in, an answer out, and no exception gets past it."""

import json
import logging
import secrets

from django.db import DatabaseError, InterfaceError
from psycopg import Error as PsycopgError

from qitao.api import problems
from qitao.api.operation import Operation
from qitao.api.routes import routes
from qitao.api.values import (
    DATABASE_AWAY,
    FAULT,
    METHOD_NOT_ALLOWED,
    NO_SUCH_ADDRESS,
    Answer,
    Call,
)
from qitao.base import faults, journal
from qitao.base.action import durably
from qitao.base.actor import Actor
from qitao.base.refusal import INVALID, OUTCOME_UNKNOWN, PERMISSION_MISSING, Refusal

logger = logging.getLogger("qitao.api")
PROBLEMS = "problems/"


def answer(call: Call) -> Answer:
    """Answer a call; whatever happens, the answer has the one shape."""
    try:
        return _answer(call)
    except Refusal as refusal:
        return _refused(refusal, call)
    except (DatabaseError, InterfaceError, PsycopgError) as error:
        if faults.is_lost(error):
            return _lost(error, call)
        found = faults.refusal_of(error)
        return _refused(found, call) if found else _fault(call)
    except Exception:  # the last door: a caller gets a number, the log gets the rest
        return _fault(call)


def _answer(call: Call) -> Answer:
    operation = _find(call)
    if isinstance(operation, Answer):
        return operation
    actor = call.sign_in()
    try:
        values = operation.read(call)
    except Refusal as refusal:
        if refusal.code is INVALID:
            _check(actor, operation)
        raise
    if operation.method == "GET":
        _check(actor, operation)
    return operation.run(actor, values)


def _find(call: Call) -> Operation | Answer:
    methods = routes().get(call.path)
    if methods is not None:
        if operation := methods.get(call.method):
            return operation
        raise Refusal(METHOD_NOT_ALLOWED, allowed=", ".join(sorted(methods)))
    if call.path.startswith(PROBLEMS):
        if call.method != "GET":
            raise Refusal(METHOD_NOT_ALLOWED, allowed="GET")
        if explained := problems.explained(call.path.removeprefix(PROBLEMS)):
            return explained
    raise Refusal(NO_SUCH_ADDRESS, address=f"/api/{call.path[:200]}")


def _check(actor: Actor, operation: Operation) -> None:
    """Refuse before the values are judged, and record it: a verb does so only once it is called."""
    if actor.may(operation.permission):
        return
    refusal = Refusal(PERMISSION_MISSING, permission=str(operation.permission))
    verb = operation.path.removeprefix("v1/").replace("/", ".")
    refusal.record = durably(lambda: _record(actor, verb, refusal))
    raise refusal


def _record(actor: Actor, verb: str, refusal: Refusal) -> int:
    evidence = json.dumps(refusal.evidence, ensure_ascii=False)
    return journal.write_refusal(
        actor, verb=verb, subject="", code=refusal.code.code, evidence=evidence, given="{}"
    )


def _refused(refusal: Refusal, call: Call) -> Answer:
    try:
        return problems.refused(refusal, lang=call.lang)
    except Exception:
        return _fault(call)


def _lost(error: Exception, call: Call) -> Answer:
    """The database went away: of a verb nobody knows yet whether it was carried out."""
    number = secrets.token_hex(4)
    logger.error("database lost, number %s: %s", number, error)
    code = DATABASE_AWAY if call.method == "GET" else OUTCOME_UNKNOWN
    return problems.refused(Refusal(code), lang=call.lang, number=number)


def _fault(call: Call) -> Answer:
    number = secrets.token_hex(4)
    logger.exception("fault number %s in %s /api/%s", number, call.method, call.path)
    return problems.refused(Refusal(FAULT, number=number), lang=call.lang, number=number)
