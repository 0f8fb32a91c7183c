"""From what was typed to the typed values of a verb, with every fault named at its field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from django.http import QueryDict
from django.utils import timezone
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from qitao.base.quantity import Quantity
from qitao.base.refusal import INVALID, Refusal
from qitao.base.texts import find, say

if TYPE_CHECKING:
    from qitao.base.verbs import Verb

R = TypeVar("R")
FIGURE: TypeAdapter[Decimal] = TypeAdapter(Quantity)
KEY_FIELD = "key"
KEY_CHARS_MAX = 64
PROBLEMS_SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, in words."""

    field: str
    words: str


def request_key(typed: QueryDict) -> str | None:
    """Return the idempotency key that was minted when the form was rendered."""
    key = typed.get(KEY_FIELD, "")
    return key if 0 < len(key) <= KEY_CHARS_MAX and key.isprintable() else None


def holds_nul(typed: QueryDict) -> bool:
    """Tell whether a name or a value holds a NUL."""
    return any("\0" in text for name, values in typed.lists() for text in (name, *values))


def without_nul(typed: QueryDict) -> QueryDict:
    """Return what was typed without its NULs, to be shown again."""
    clean = QueryDict(mutable=True)
    for name, values in typed.lists():
        clean.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return clean


def read(
    verb: "Verb", typed: QueryDict, more: Mapping[str, Any], *, lang: str, words: str = ""
) -> dict[str, Any]:
    """Validate typed values against a verb's signature; refuses `INVALID` with all faults."""
    hints = {name: hint for name, hint in verb.hints.items() if name != "return"}
    raw = {name: _pick(typed, name, hint) for name, hint in hints.items() if name not in more}
    document = {name: value for name, value in raw.items() if value is not None} | dict(more)
    try:
        model = verb.given.model_validate(document)
    except ValidationError as error:
        raise refused(problems_of(error, verb.name, lang, words), lang) from error
    return {name: getattr(model, name) for name in model.model_fields_set}


def read_row(row: type[R], document: Mapping[str, Any], *, lang: str, words: str = "") -> R:
    """Validate a document, nested rows too, into one frozen row; refuses `INVALID` with all faults.

    `words` is where the form's fields have their words: `ui.catalog.field`.
    """
    try:
        return TypeAdapter(row).validate_python(dict(document))
    except ValidationError as error:
        raise refused(problems_of(error, row.__name__, lang, words), lang) from error


def refused(problems: list[Problem], lang: str) -> Refusal:
    """Return the refusal that names every faulty field."""
    words = ("；" if lang == "zh" else "; ").join(
        problem.words for problem in problems[:PROBLEMS_SHOWN_MAX]
    )
    fields = {problem.field: problem for problem in problems}
    return Refusal(INVALID, problems=words, fields=fields)


def problems_of(error: ValidationError, verb: str, lang: str, words: str = "") -> list[Problem]:
    """Put pydantic's findings into words, one per field; `lines.2.quantity` is a nested one."""
    found: dict[str, Problem] = {}
    for item in error.errors(include_url=False):
        place = [*map(str, item["loc"][:3])]
        what = _why(item["type"], item.get("ctx") or {}, item.get("input"), lang)
        if len(place) == 3 and place[1].isdecimal():
            label = label_of(verb, place[2], lang, f"{words}.{place[0]}")
            line = say("ui.input.line", lang, line=int(place[1]) + 1)
            problem = Problem(".".join(place), f"{line}{label}{what}")
        else:
            field = place[0] if place else ""
            problem = Problem(field, f"{label_of(verb, field, lang, words)}{what}")
        found.setdefault(problem.field, problem)
    return list(found.values())


def label_of(verb: str, field: str, lang: str, words: str = "") -> str:
    """Return how a field is called on the screen: its form's or verb's own word, or the common."""
    for key in (f"{words}.{field}", f"ui.field.{verb}.{field}", f"ui.field.{field}"):
        if label := find(key, lang):
            return label if lang == "zh" else f"{label} "
    return field if lang == "zh" else f"{field} "


def _why(kind: str, context: Mapping[str, Any], value: Any, lang: str) -> str:
    key = f"ui.input.{kind}"
    if find(key, lang) is None:
        key = "ui.input.missing" if value in (None, "") else "ui.input.other"
    return say(key, lang, **context)


def _pick(typed: QueryDict, name: str, hint: Any) -> Any:
    """Take one parameter's raw value; an empty field counts as not given, a list is one a line."""
    if get_origin(hint) in (tuple, list, frozenset):
        lines = [line.strip() for value in typed.getlist(name) for line in value.splitlines()]
        return [line for line in lines if line] or None
    value = typed.get(name, "").strip()
    if value == "":
        return None
    if _is(hint, datetime, AwareDatetime):
        return aware(value)
    if _is(hint, bool):
        return value.lower() in ("on", "true", "1", "yes")
    return value


def figure_of(text: str) -> Decimal | None:
    """Return a typed figure as the verbs take it: finite, and with as many places; else None."""
    try:
        return FIGURE.validate_python(text)
    except ValidationError:
        return None


def _is(hint: Any, *kinds: type) -> bool:
    return hint in kinds or any(_is(part, *kinds) for part in get_args(hint))


def aware(value: str) -> datetime | str:
    """Read the field of a moment in the plant's time zone; leave nonsense to the validation."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment if moment.tzinfo else timezone.make_aware(moment)
