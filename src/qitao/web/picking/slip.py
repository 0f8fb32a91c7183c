"""A picking list as it is filled in: what was ticked, how much, why less; one slip per order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.catalog.values import LocationId
from qitao.production import actions
from qitao.production import queries as production
from qitao.production.actions.picking import IssueLine
from qitao.production.actions.short_picks import ShortPick, ShortReason
from qitao.production.queries.walk import WalkLine
from qitao.production.values import WorkOrderId
from qitao.stock.values import LotId
from qitao.web.shell import forms, refusals
from qitao.web.shell.visit import Visit

TICK, QUANTITY, PLANNED, REASON, SERIALS = "tick-", "quantity-", "planned-", "reason-", "serials-"


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line as the form shows it: what was typed before a refusal stays."""

    row: WalkLine
    key: str
    ticked: bool
    quantity: str
    reason: str
    serials: str
    problem: str

    @property
    def codes(self) -> str:
        """Return what a scan may say of the line, one code a line."""
        return "\n".join(filter(None, (self.row.place, self.row.code, self.row.lot_code)))


@dataclass(frozen=True, slots=True)
class Ticked:
    """One confirmed line."""

    order: WorkOrderId
    line: IssueLine
    place: LocationId
    short: ShortPick | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order's part of the list."""

    number: str
    done: bool
    words: str
    now: str = ""


def open_line(visit: Visit, row: WalkLine, *, back: bool) -> OpenLine:
    """Return a line of the form: the planned quantity, or what was typed."""
    key = f"{row.order}-{row.line}-{row.location}-{row.lot or 0}"
    typed = visit.typed if visit.refusal else {}
    problem = visit.problems.get(QUANTITY + key)
    return OpenLine(
        row,
        key,
        TICK + key in typed,
        typed.get(QUANTITY + key, "" if back else f"{row.quantity.normalize():f}"),
        typed.get(REASON + key, ""),
        typed.get(SERIALS + key, ""),
        problem.words if problem else "",
    )


def plants_of(orders: Sequence[WorkOrderId]) -> dict[WorkOrderId, PlantId]:
    """Return the plants of orders that there are."""
    return {row.id: row.plant for row in production.list_standing(orders)}


def post(visit: Visit, orders: Collection[WorkOrderId], *, back: bool) -> list[Outcome]:
    """Write one slip for each of these orders with ticked lines; refuses `INVALID` if faulty."""
    ticked = [each for each in read(visit, back=back) if each.order in orders]
    numbers = {row.id: row.number for row in production.list_standing([t.order for t in ticked])}
    by_order: dict[WorkOrderId, list[Ticked]] = {}
    for each in ticked:
        by_order.setdefault(each.order, []).append(each)
    return [
        _post_order(visit, order, lines, numbers.get(order, str(order)), back=back)
        for order, lines in by_order.items()
    ]


def _post_order(
    visit: Visit, order: WorkOrderId, ticked: list[Ticked], number: str, *, back: bool
) -> Outcome:
    key = f"{visit.actor.key}:{order}"
    short = tuple(each.short for each in ticked if each.short)
    lines = tuple(each.line for each in ticked if each.line.quantity > 0)
    move = actions.return_materials if back else actions.issue_materials
    try:
        if lines:
            move(actor=replace(visit.actor, key=key), order=order, lines=lines)
        if short:  # after the move: what is refused was not picked short either
            actor = replace(visit.actor, key=f"{key}:short")
            actions.note_short_picks(actor=actor, order=order, picks=short)
    except Refusal as refusal:
        card = refusals.card(refusal, visit.actor)
        return Outcome(number, False, card.why, card.now)
    words = say("ui.picking.posted", visit.lang, lines=len(lines), short=len(short))
    return Outcome(number, True, words)


def read(visit: Visit, *, back: bool) -> list[Ticked]:
    """Read the ticked lines; refuses `INVALID` with every faulty one, and where none is ticked."""
    ticked, problems = [], []
    for name in visit.typed:
        key = name.removeprefix(TICK)
        parts = key.split("-")
        if name == key or len(parts) != 4 or not all(_is_id(part) for part in parts):
            continue
        found = _read_line(visit, key, [int(part) for part in parts], back=back)
        if isinstance(found, str):
            problems.append(forms.Problem(QUANTITY + key, say(found, visit.lang)))
        else:
            ticked.append(found)
    if not ticked and not problems:
        problems.append(forms.Problem("lines", say("ui.picking.none_ticked", visit.lang)))
    if problems:
        raise forms.refused(problems, visit.lang)
    return ticked


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def _read_line(visit: Visit, key: str, parts: list[int], *, back: bool) -> Ticked | str:
    """Return a confirmed line, or the words for what is wrong with it."""
    order, line, place, lot = parts
    codes = [code.strip() for code in visit.text(SERIALS + key).splitlines()]
    serials = tuple(code for code in codes if code)
    found = forms.figure_of(visit.text(QUANTITY + key) or str(len(serials)))
    planned = forms.figure_of(visit.text(PLANNED + key))
    if found is None or found < 0 or planned is None or planned <= 0:
        return "ui.picking.no_quantity"
    if back and found == 0:
        return "ui.picking.no_quantity"
    short = None
    if not back and found < planned:
        reason = visit.text(REASON + key)
        if reason not in list(ShortReason):
            return "ui.picking.no_reason"
        short = _short(line, place, lot, planned, found, ShortReason(reason))
    where = LocationId(place)
    asked = IssueLine(line, found, where, LotId(lot) if lot else None, serials)
    return Ticked(WorkOrderId(order), asked, where, short)


def _short(
    line: int, place: int, lot: int, planned: Decimal, found: Decimal, reason: ShortReason
) -> ShortPick:
    return ShortPick(line, LocationId(place), planned, found, reason, LotId(lot) if lot else None)
