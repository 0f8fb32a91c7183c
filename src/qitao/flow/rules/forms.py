"""The fields that a task asks for, as its model names them: `result, weight:number, ok:yes`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from qitao.flow.rules.variables import NAME

KINDS = ("text", "number", "yes")
FIELDS_MAX = 20


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its name is the variable that conditions read."""

    name: str
    kind: str = "text"


def read_form(form: str) -> tuple[FormField, ...]:
    """Return the fields of a form in order; what names no variable is left out."""
    fields: dict[str, FormField] = {}
    for part in form.replace("，", ",").split(","):
        name, _, kind = (piece.strip() for piece in part.partition(":"))
        if NAME.fullmatch(name):
            fields.setdefault(name, FormField(name, kind if kind in KINDS else "text"))
    return tuple(fields.values())[:FIELDS_MAX]


def read_answers(form: str, typed: Mapping[str, str]) -> tuple[dict[str, JsonValue], list[str]]:
    """Return what was typed as variables, and the names of fields that hold no number."""
    answers: dict[str, JsonValue] = {}
    wrong = []
    for field in read_form(form):
        text = typed.get(field.name, "").strip()
        if field.kind == "yes":
            answers[field.name] = text in ("yes", "on")
        elif text and field.kind == "number":
            number = _number(text)
            if number is None:
                wrong.append(field.name)
            else:
                answers[field.name] = number
        elif text:
            answers[field.name] = text
    return answers, wrong


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
