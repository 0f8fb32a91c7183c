"""The family of a lot as a picture: what it was made of above it, what it went into below."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import east_asian_width

from qitao.stock.queries import LotRow, LotStep
from qitao.stock.values import LotId
from qitao.web.shell import marks, units

NODES_MAX = 30
"""Lots that are drawn above, and as many below; a larger family says how many are left out."""
WIDE_ACROSS, PHONE_ACROSS = 6, 2
PITCH, BOX, HIGH, GAP, TURN = 166, 154, 62, 44, 12
LETTERS = 20
"""A box holds so many narrow letters; Chinese ones count twice."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One lot of the family: how far from the root, next to which lots, how much of it."""

    lot: LotId
    code: str
    name: str
    name_en: str
    quantity: Decimal
    unit: str
    next_to: tuple[LotId, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One lot as it is drawn."""

    lot: LotId
    x: int
    y: int
    code: str
    name: str
    title: str
    figure: str
    root: bool

    @property
    def middle(self) -> int:
        """Where its lines meet it."""
        return self.x + BOX // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines at their places; `hidden` lots are not drawn."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    hidden: int


def draw(
    row: LotRow, back: Sequence[LotStep], on: Sequence[LotStep], *, across: int, lang: str
) -> Picture:
    """Return the picture, so many boxes across; generations wrap into more rows."""
    above, hidden_above = generations(row.id, back)
    below, hidden_below = generations(row.id, on)
    root = Kin(row.id, row.code, row.material_name, row.material_name_en, row.on_hand, row.unit, ())
    boxes: dict[LotId, Box] = {}
    top = 0
    for level in (*reversed(above), [root], *below):
        fresh = [kin for kin in level if kin.lot not in boxes]
        top = _place(boxes, fresh, top, across, row.id, lang)
    kin = [each for level in (*above, *below) for each in level]
    lines = [
        _line(boxes[each.lot], boxes[other])
        for each in kin
        for other in each.next_to
        if other in boxes and boxes[other].y != boxes[each.lot].y
    ]
    width = across * PITCH - (PITCH - BOX)
    return Picture(
        width + 2,
        top - GAP + 2,
        tuple(boxes.values()),
        tuple(dict.fromkeys(lines)),
        hidden_above + hidden_below,
    )


def generations(root: LotId, steps: Sequence[LotStep]) -> tuple[list[list[Kin]], int]:
    """Return the lots by distance from the root, the nearest first, and how many are left out."""
    by_via: dict[LotId, list[LotStep]] = {}
    for step in steps:
        by_via.setdefault(step.via, []).append(step)
    known, levels, front = {root}, [], [root]
    while front:
        level: dict[LotId, list[LotStep]] = {}
        for via in front:
            for step in by_via.get(via, ()):
                if step.lot not in known:
                    level.setdefault(step.lot, []).append(step)
        levels.append([_kin(found) for found in level.values()])
        known |= level.keys()
        front = list(level)
    return _cut([level for level in levels if level])


def _cut(levels: list[list[Kin]]) -> tuple[list[list[Kin]], int]:
    kept, room = [], NODES_MAX
    for level in levels:
        if room > 0:
            kept.append(level[:room])
        room -= len(level)
    return kept, max(-room, 0)


def _kin(steps: Sequence[LotStep]) -> Kin:
    first = steps[0]
    quantity = sum((step.quantity for step in steps), Decimal(0))
    return Kin(
        first.lot,
        first.lot_code,
        first.material_name,
        first.material_name_en,
        quantity,
        first.unit,
        tuple(dict.fromkeys(step.via for step in steps)),
    )


def _place(
    boxes: dict[LotId, Box], level: Sequence[Kin], top: int, across: int, root: LotId, lang: str
) -> int:
    """Put a generation into as many rows as it needs, each in the middle; return where it ends."""
    for start in range(0, len(level), across):
        part = level[start : start + across]
        left = (across - len(part)) * PITCH // 2 + 1
        for n, kin in enumerate(part):
            name = marks.named(kin.name, kin.name_en, lang)
            boxes[kin.lot] = Box(
                kin.lot,
                left + n * PITCH,
                top + 1,
                fitting(kin.code),
                fitting(name),
                f"{kin.code} {name}",
                f"{marks.figures(kin.quantity)} {units.word(kin.unit, lang)}",
                kin.lot == root,
            )
        last = start + across >= len(level)
        top += HIGH + (GAP if last else TURN)
    return top


def _line(one: Box, other: Box) -> str:
    """Draw from the lower edge of the upper box to the upper edge of the lower one."""
    up, low = sorted((one, other), key=lambda box: box.y)
    start, end = up.y + HIGH, low.y
    half = (start + end) // 2
    return f"M{up.middle} {start}C{up.middle} {half} {low.middle} {half} {low.middle} {end}"


def fitting(text: str) -> str:
    """Cut a text to what a box holds."""
    room = LETTERS
    for place, letter in enumerate(text):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{text[: max(place - 1, 0)]}…"
    return text
