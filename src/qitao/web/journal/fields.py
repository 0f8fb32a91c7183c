"""The values of a journal entry as people read them: fields in words, ids by number and name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from django.utils.safestring import SafeString

from qitao.base.actor import Actor
from qitao.base.ids import is_id_type, noun_of
from qitao.base.texts import find, say
from qitao.base.verbs import VERBS
from qitao.web.shell import marks
from qitao.web.shell.documents import Documents, link, name_documents
from qitao.web.shell.html import markup

SHOWN_MAX = 20
"""So many entries of a list are written out; the values as they were kept stand below."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value with its word."""

    words: str
    value: SafeString | str


def spell(actor: Actor, verb: str, values: Any, lang: str) -> list[Field]:
    """Return the values that have a word, in the order given; ids are named, all at once."""
    if not isinstance(values, Mapping):
        return []
    nouns: Mapping[str, str] = _nouns(verb)
    subjects = {
        f"{nouns.get(name, name)}:{each}" for name, value in values.items() for each in _ids(value)
    }
    known = name_documents(actor, subjects, lang)
    return [
        Field(words, shown)
        for name, value in values.items()
        if (words := word(verb, name, lang))
        and (shown := _show(nouns.get(name, name), name, value, known, lang))
    ]


def word(verb: str, name: str, lang: str) -> str:
    """Return a field's word, empty where it has none."""
    short = verb.partition(".")[2]
    keys = (f"ui.field.{short}.{name}", f"ui.field.{name}", f"past.field.{name}", f"noun.{name}")
    return next((words for key in keys if (words := find(key, lang))), "")


def _nouns(verb: str) -> dict[str, str]:
    """Return the noun of each given id: a location stands in `source`."""
    found = VERBS.get(verb)
    nouns = {}
    for name, hint in found.hints.items() if found else ():
        for each in (hint, *get_args(hint)):
            if is_id_type(each):
                nouns[name] = noun_of(each)
    return nouns


def _ids(value: Any) -> Iterator[int]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, int) and not isinstance(each, bool):
            yield each


def _show(noun: str | None, name: str, value: Any, known: Documents, lang: str) -> SafeString | str:
    """Write one value; nothing for what was not given and for what has no words."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return say("ui.act.yes" if value else "ui.act.no", lang)
    if isinstance(value, list):
        parts = [_show(noun, name, each, known, lang) for each in value[:SHOWN_MAX]]
        more = ["…"] if len(value) > SHOWN_MAX else []
        return SafeString("<br>").join(markup("{}", each) for each in [*parts, *more] if each)
    if isinstance(value, Mapping):
        return _line(value, known, lang)
    if isinstance(value, int):
        named = known.get(f"{noun}:{value}")
        return link(named) if named else str(value)
    return _text(name, str(value), lang)


def _line(value: Mapping[str, Any], known: Documents, lang: str) -> SafeString | str:
    """Write what a list holds line by line: each of its values behind its word."""
    said = [
        f"{words} {shown}"
        for name, each in value.items()
        if not isinstance(each, list | Mapping)
        and (words := word("", name, lang))
        and (shown := _show(name, name, each, known, lang))
    ]
    return " · ".join(said)


def _text(name: str, text: str, lang: str) -> SafeString | str:
    """Write a code by its word, a figure and a moment as everywhere, else the text itself."""
    if words := find(f"{name}.{text}", lang):
        return words
    try:
        return markup('<span class="num">{}</span>', marks.figures(Decimal(text)))
    except InvalidOperation:
        pass
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return marks.when(moment) if moment.tzinfo else text
