"""Two people at one record: the changes of both are kept; where they differ, the second chooses."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from pydantic import TypeAdapter, ValidationError

from qitao.base import seen
from qitao.base.actor import Seen
from qitao.base.refusal import CHANGED_MEANWHILE, Refusal
from qitao.base.texts import find, plain, say
from qitao.base.versions import Change, Version, read_history
from qitao.web.shell import forms, marks, merging
from qitao.web.shell.merging import Clash, Merged, Texts
from qitao.web.shell.spots import Grid, Spot, written
from qitao.web.shell.visit import Visit

WAS = "was"
PICK = "pick:"
MINE, THEIRS = "mine", "theirs"
OWN = (WAS, forms.KEY_FIELD, "csrfmiddlewaretoken")
"""What every rendering of a form makes anew."""
FIGURES = ("number", "percent")
TICKS = ("tick", "yes")
NEW_ROW = "+"
READER: TypeAdapter[Texts] = TypeAdapter(Texts)


@dataclass(frozen=True, slots=True)
class Held:
    """A stored record as its form shows it: the fields, the rows beneath, their words."""

    record: str
    row: Any
    spots: Sequence[Spot]
    words: str
    grid: Grid | None = None
    lines: Sequence[Any] = ()

    @property
    def figures(self) -> frozenset[str]:
        """Return the names of the fields that hold figures."""
        spots = [*self.spots, *(self.grid.spots if self.grid else ())]
        return frozenset(spot.name for spot in spots if spot.kind in FIGURES)

    def texts(self) -> Texts:
        """Return what a browser would send if nobody typed anything."""
        found = Texts()
        for spot in self.spots:
            value = getattr(self.row, spot.name)
            if spot.kind == "many":
                found.many[spot.name] = sorted(map(str, value))
            elif not spot.kept:
                found.fields[spot.name] = _text(spot, value)
        if (grid := self.grid) is not None:
            for line in self.lines:
                cells = {each.name: _text(each, getattr(line, each.name)) for each in grid.spots}
                found.rows[cells[grid.number]] = cells
        return found

    def typed(self, visit: Visit) -> Texts:
        """Return what was typed into the form."""
        found = Texts()
        for spot in self.spots:
            if spot.kind == "many":
                found.many[spot.name] = visit.typed.getlist(spot.name)
            elif not spot.kept:
                text = visit.text(spot.name).replace("\r\n", "\n")
                found.fields[spot.name] = ("on" if text else "") if spot.kind == "tick" else text
        if (grid := self.grid) is not None:
            for place, cells in enumerate(grid.typed(visit)):
                number = cells[grid.number]
                fresh = not number or number in found.rows
                found.rows[f"{NEW_ROW}{place}" if fresh else number] = cells
        return found


def _text(spot: Spot, value: Any) -> str:
    found = written(spot, value)
    if isinstance(found, bool):
        return ("on" if spot.kind == "tick" else "yes") if found else ""
    return str(found).strip().replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Holding:
    """What a form carries along: what it was made of, and who changed the record last."""

    was: str
    who: str


def hold(visit: Visit, held: Held) -> Holding:
    """Return what the form of a record carries along; after a refusal, what it carried before."""
    if visit.refusal is not None and (kept := visit.typed.get(WAS)):
        return Holding(kept, "")
    last = seen.find_last_entry(held.record) if visit.is_fragment else None
    return Holding(_dump(held.texts()), marks.who(last.actor_name, visit.lang) if last else "")


def _dump(texts: Texts) -> str:
    return json.dumps(merging.as_document(texts), ensure_ascii=False, separators=(",", ":"))


def meet(visit: Visit, record: str, read: Callable[[], Held]) -> Held:
    """Merge what was typed with what others saved since the form was made; return what is stored.

    The verb that follows is refused, and this is done again, where somebody saves in between.
    Refuses `CHANGED_MEANWHILE` where both changed the same: the page then asks whose counts.
    """
    was = _was(visit)
    if not visit.posted or was is None:
        return read()
    version = seen.version_of(record)  # before the values: too old is found out, too new is not
    held = read()
    typed = merging.settled(held.typed(visit), was, lambda place: _left(visit, place))
    merged = merging.merge(was, typed, held.texts(), figures=held.figures)
    if merged.clashes:
        visit.clash = _question(visit, held, was, typed, merged.clashes)
        raise Refusal(CHANGED_MEANWHILE, noun=record.partition(":")[0])
    visit.actor = replace(visit.actor, seen=Seen(record, version))
    visit.typed = _typed_as(visit.typed, held, merged.texts)
    visit.kept = _taken(visit, held, merged)
    return held


def _was(visit: Visit) -> Texts | None:
    try:
        return READER.validate_json(visit.typed.get(WAS, ""))
    except ValidationError:
        return None


def _left(visit: Visit, place: str) -> bool:
    return visit.typed.get(f"{PICK}{place}") == THEIRS


def _typed_as(typed: QueryDict, held: Held, texts: Texts) -> QueryDict:
    """Return what was typed as if the merged texts had been."""
    done = typed.copy()
    ticks = {spot.name for spot in held.spots if spot.kind in TICKS}
    for name, text in texts.fields.items():
        done[name] = text
        if not text and name in ticks:  # as a browser does, which sends no empty tick
            del done[name]
    for name, values in texts.many.items():
        done.setlist(name, values)
    if (grid := held.grid) is not None:
        for spot in grid.spots:
            column = [cells.get(spot.name, "") for cells in texts.rows.values()]
            done.setlist(f"{grid.field}.{spot.name}", column)
    return done


# What was kept of the other's, in one sentence


def _taken(visit: Visit, held: Held, merged: Merged) -> dict[str, str] | None:
    if not merged.taken:
        return None
    names = list(dict.fromkeys(_label(visit, held, row, name) for row, name in merged.taken))
    last = seen.find_last_entry(held.record)
    who = marks.who(last.actor_name, visit.lang) if last else say("ui.meeting.somebody", visit.lang)
    return {"fields": plain(names, visit.lang), "who": who}


def _label(visit: Visit, held: Held, row: str, name: str) -> str:
    words = held.grid.words if row and held.grid else held.words
    label = forms.label_of("", name, visit.lang, words).strip() if name else ""
    if not row:
        return label
    return f"{say('ui.meeting.row', visit.lang, row=row)} {label}".strip()


# What both changed: a question, place by place


@dataclass(frozen=True, slots=True)
class Choice:
    """One place that both changed, as the page asks about it."""

    place: str
    label: str
    mine: str
    theirs: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Question:
    """What the page asks, and what it sends along."""

    choices: Sequence[Choice]
    was: str
    typed: Sequence[tuple[str, str]]


def _question(visit: Visit, held: Held, was: Texts, typed: Texts, clashes: list[Clash]) -> Question:
    versions = _versions(visit, held.record)
    return Question(
        [_choice(visit, held, clash, versions) for clash in clashes],
        _dump(merging.advanced(was, clashes)),
        [
            (name, str(value))
            for name, values in _typed_as(visit.typed, held, typed).lists()
            if name not in OWN and not name.startswith(PICK)
            for value in values
        ],
    )


def _versions(visit: Visit, record: str) -> Sequence[Version]:
    try:
        return read_history(visit.actor, record).versions()
    except Refusal:
        return ()  # who may save it need not see who else did


def _choice(visit: Visit, held: Held, clash: Clash, versions: Sequence[Version]) -> Choice:
    fitting = [each for each in versions if any(_is_of(clash, one) for one in each.changes)]
    version = next(iter([*fitting, *versions]), None)
    return Choice(
        clash.place,
        _label(visit, held, clash.row, clash.name),
        _shown(visit, held, clash, clash.mine),
        _shown(visit, held, clash, clash.theirs),
        marks.who(version.actor_name, visit.lang)
        if version
        else say("ui.meeting.somebody", visit.lang),
        version.at if version else None,
    )


def _is_of(clash: Clash, change: Change) -> bool:
    return change.field == clash.name and bool(change.part) == bool(clash.row)


def _shown(visit: Visit, held: Held, clash: Clash, value: Any) -> str:
    among = held.grid.spots if clash.row and held.grid else held.spots
    spots = {each.name: each for each in among}
    if value is None:
        return say("ui.meeting.removed", visit.lang)
    if isinstance(value, dict):
        return " · ".join(_word(visit, spots[name], text) for name, text in value.items() if text)
    return _word(visit, spots[clash.name], value)


def _word(visit: Visit, spot: Spot, text: str) -> str:
    """Write a typed text as people read it."""
    if spot.kind in ("tick", "yes"):
        return say("ui.act.yes" if text else "ui.act.no", visit.lang)
    if spot.codes and text:
        return find(f"{spot.vocabulary}.{text}", visit.lang) or text
    choices = dict(spot.choices(visit)) if spot.choices else {}
    return choices.get(text, text).strip() or say("ui.meeting.empty", visit.lang)


def ask(visit: Visit) -> HttpResponse:
    """Ask whose value counts, place by place; everything that was typed is sent along."""
    answer = visit.show("shell/meeting.html", question=visit.clash, status=CHANGED_MEANWHILE.status)
    answer["HX-Retarget"] = "#page"
    answer["HX-Reselect"] = "#page"
    answer["HX-Reswap"] = "outerHTML show:window:top"
    return answer
