"""How one field of a row is shown in a list, and what it is in a sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from qitao.base.texts import plain, say
from qitao.web.shell import marks, units
from qitao.web.shell.html import inside, markup

if TYPE_CHECKING:
    from qitao.web.shell.listing import Column

MAIN_CHARS = 20
"""What is longer may be cut on a PC, and is told on hover."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one row, on its way to the screen."""

    column: "Column"
    row: Any
    value: Any
    lang: str


def show(column: "Column", row: Any, lang: str) -> SafeString | str:
    """Return a cell's inside: the value by its kind, perhaps linked, perhaps with a second line."""
    found = _named(row, column.name, lang)
    shown = KINDS[column.kind](Field(column, row, found, lang))
    if column.link and found not in (None, ""):
        key = getattr(row, column.link_by)
        shown = markup('<a href="{}">{}</a>', reverse(column.link, args=[key]), shown)
    if column.sub and (below := _named(row, column.sub, lang)):
        shown = markup('{}<span class="sub">{}</span>', shown, below)
    return shown


def _named(row: Any, name: str, lang: str) -> Any:
    """Return a field; in English the English name, where the row carries one beside it."""
    return (getattr(row, f"{name}_en", "") if lang == "en" else "") or getattr(row, name)


def value(column: "Column", row: Any, lang: str) -> Any:
    """Return a field as a sheet holds it: numbers as numbers, codes in words."""
    found = _named(row, column.name, lang)
    if column.vocabulary and found not in (None, ""):
        return marks.word(column.vocabulary, found, lang)
    if isinstance(found, bool):
        return say("ui.act.yes" if found else "ui.act.no", lang)
    if isinstance(found, datetime):
        return timezone.localtime(found).replace(tzinfo=None)
    if isinstance(found, list | tuple):
        return plain(found, lang)
    return found


def _text(field: Field) -> SafeString | str:
    found = field.value
    if isinstance(found, list | tuple):
        found = plain(found, field.lang)
    return marks.DASH if found in (None, "") else inside(str(found))


def _main(field: Field) -> SafeString:
    if len(str(field.value)) > MAIN_CHARS:
        return markup('<span class="main" title="{}">{}</span>', field.value, field.value)
    return markup('<span class="main">{}</span>', field.value)


def _cut(field: Field) -> SafeString:
    return markup('<div class="cut" title="{0}">{0}</div>', field.value or "—")


def _quantity(field: Field) -> SafeString:
    unit = getattr(field.row, field.column.unit) if field.column.unit else ""
    return marks.quantity(field.value, unit, field.lang)


def _count(field: Field) -> SafeString:
    return marks.quantity(None if field.value is None else Decimal(field.value))


def _word(field: Field) -> SafeString | str:
    if field.value in (None, ""):
        return marks.DASH
    return inside(marks.word(field.column.vocabulary, field.value, field.lang))


KINDS: Mapping[str, Callable[[Field], SafeString | str]] = {
    "text": _text,
    "main": _main,
    "cut": _cut,
    "quantity": _quantity,
    "count": _count,
    "word": _word,
    "state": lambda field: marks.state(field.column.vocabulary, field.value, field.lang),
    "version": lambda field: inside(f"v{field.value}"),
    "unit": lambda field: inside(units.word(field.value, field.lang)),
    "yes": lambda field: marks.icon("check") if field.value else marks.DASH,
    "when": lambda field: marks.when(field.value),
    "waited": lambda field: marks.waited(field.value, field.lang),
    "day": lambda field: marks.day(field.value),
    "due": lambda field: marks.due(field.value, field.lang),
    "mark": lambda field: marks.mark(field.value, field.lang),
}
