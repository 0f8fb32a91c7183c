"""Every no of the API in one shape: RFC 9457 problem details, in Chinese and English."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails, to_json

from qitao.api.values import (
    METHOD_NOT_ALLOWED,
    PROBLEMS_SHOWN_MAX,
    PROBLEMS_SPOKEN_MAX,
    TOO_FAST,
    Answer,
)
from qitao.base.refusal import CODES, INVALID, NOT_SIGNED_IN, Refusal
from qitao.base.texts import LANGS, find, say
from qitao.people import queries as people

CONTENT_TYPE = "application/problem+json"
SPEAKING_TYPES = ("value_error", "assertion_error")


class Words(BaseModel):
    """One sentence in both languages."""

    zh: str
    en: str


class Problem(BaseModel):
    """Why the request was not carried out (RFC 9457)."""

    type: str = Field(description="Address that explains the code")
    title: str = Field(description="The HTTP status in words")
    status: int
    code: str = Field(description="What to tell cases apart by; never changes")
    message: Words = Field(description="What could not be done, and why")
    next: Words = Field(description="What to do now")
    evidence: dict[str, Any] = Field(description="The figures behind it; `problems` name places")
    number: str | None = Field(description="What to quote when asking for help")


def refused(refusal: Refusal, *, lang: str, number: str | None = None) -> Answer:
    """Return the answer that a refusal amounts to."""
    told = {
        each: tell(refusal, evidence, each)
        for each, evidence in people.tell_evidence_in(refusal, LANGS).items()
    }
    code = refusal.code
    key = f"refusal.{code.code}"
    status = HTTPStatus(code.status)
    document = {
        "type": f"/api/problems/{code.code}",
        "title": status.phrase,
        "status": int(status),
        "code": code.code,
        "message": {each: say(key, each, **told[each]) for each in LANGS},
        "next": {each: say(key, each, "next", **told[each]) for each in LANGS},
        "evidence": shown(told[lang], refusal),
        "number": number or (str(refusal.record) if refusal.record else None),
    }
    body = to_json(document, fallback=str, inf_nan_mode="strings")
    return Answer(int(status), body, CONTENT_TYPE, tuple(_headers(refusal)))


def tell(refusal: Refusal, evidence: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return what the sentence of a refusal needs, in a language."""
    problems = evidence.get("problems")
    if refusal.code is INVALID and isinstance(problems, list | tuple):
        evidence["problems"] = [speak(problem, lang) for problem in problems[:PROBLEMS_SPOKEN_MAX]]
    return evidence


def shown(told: Mapping[str, Any], refusal: Refusal) -> dict[str, Any]:
    """Return the evidence as machines read it: problems stay apart, each with its place."""
    return {**told, **{k: v for k, v in refusal.evidence.items() if k == "problems"}}


def explained(code: str) -> Answer | None:
    """Return what a code means, None for one that the house does not know."""
    known = CODES.get(code)
    if known is None:
        return None
    words = {each: find(f"refusal.{code}", each) or code for each in LANGS}
    following = {each: find(f"refusal.{code}", each, "next") or "" for each in LANGS}
    document = {"code": code, "status": known.status, "message": words, "next": following}
    return Answer(200, to_json(document))


def invalid(error: ValidationError) -> Refusal:
    """Return the refusal that names every fault of the input with its place."""
    found = error.errors(include_url=False, include_input=False)
    return Refusal(INVALID, problems=[_problem(item) for item in found[:PROBLEMS_SHOWN_MAX]])


def _problem(item: ErrorDetails) -> dict[str, Any]:
    place = ".".join(str(step) for step in item["loc"])
    words = {lang: _words(item, lang) for lang in LANGS}
    return {"place": place, "kind": item["type"], "message": words}


def _words(item: ErrorDetails, lang: str) -> str:
    context = item.get("ctx") or {}
    for key in (f"api.input.{item['type']}", f"ui.input.{item['type']}"):
        if find(key, lang):
            return say(key, lang, **context)
    if item["type"] in SPEAKING_TYPES or lang == "en":
        return item["msg"]
    return say("api.input.other", lang, words=item["msg"])


def speak(problem: Any, lang: str) -> str:
    """Return one problem as people read it: its place, then what is wrong there."""
    if not isinstance(problem, dict) or "message" not in problem:
        return str(problem)
    words = problem["message"][lang]
    if not problem["place"]:
        return str(words)
    return f"{problem['place']}：{words}" if lang == "zh" else f"{problem['place']}: {words}"


def _headers(refusal: Refusal) -> Iterable[tuple[str, str]]:
    if refusal.code is METHOD_NOT_ALLOWED:
        yield "Allow", str(refusal.evidence["allowed"])
    elif refusal.code is TOO_FAST:
        yield "Retry-After", str(refusal.evidence["seconds"])
    elif refusal.code is NOT_SIGNED_IN:
        yield "WWW-Authenticate", 'Bearer realm="Qitao"'
