"""Three versions of one form made one: what each of two people changed, and where both did."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

Cells = dict[str, str]
Rows = dict[str, Cells]
NOTHING: Cells = {}


@dataclass(slots=True)
class Texts:
    """What a form holds: fields, fields with several values, and rows by their number."""

    fields: Cells = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)
    rows: Rows = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both changed: a field, a cell of a row, or a row that one of them removed."""

    name: str
    row: str
    mine: str | Cells | None
    theirs: str | Cells | None

    @property
    def place(self) -> str:
        """How the form calls it: `name`, `12.quantity`, `12.`."""
        return f"{self.row}.{self.name}" if self.row else self.name


@dataclass(slots=True)
class Merged:
    """What the form comes to, what it took from the other (as places), and where both changed."""

    texts: Texts
    figures: Collection[str] = frozenset()
    taken: list[tuple[str, str]] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)

    def same(self, name: str, one: str, other: str) -> bool:
        """Tell whether two texts of a field mean the same."""
        return _same_figure(one, other) if name in self.figures else one == other


def merge(
    was: Texts, mine: Texts, theirs: Texts, *, figures: Collection[str] = frozenset()
) -> Merged:
    """Merge what was typed into what is stored now, seen from what the form was made of.

    What only one of the two changed counts; where both changed the same to the same, so does that;
    where they differ it is a clash, and the typed value stands in the result. `figures` names what
    holds figures, where 5 and 5.0 are the same; elsewhere 1.1 and 1.10 are two texts.
    """
    done = Merged(Texts(), figures)
    for name in was.fields:
        _field(done, done.texts.fields, "", name, (was.fields, mine.fields, theirs.fields))
    for name, before in was.many.items():
        typed, stored = set(mine.many.get(name, ())), set(theirs.many.get(name, ()))
        added, gone = stored - set(before), set(before) - stored
        if (added - typed) | (gone & typed):
            done.taken.append(("", name))
        done.texts.many[name] = sorted((typed | added) - gone)
    for number in dict.fromkeys([*mine.rows, *theirs.rows, *was.rows]):
        _row(done, number, *(texts.rows.get(number) for texts in (was, mine, theirs)))
    return done


def _field(
    done: Merged, into: Cells, row: str, name: str, three: tuple[Cells, Cells, Cells]
) -> None:
    before, typed, stored = (texts.get(name, "") for texts in three)
    into[name] = typed
    if done.same(name, typed, stored) or done.same(name, before, stored):
        return
    if done.same(name, before, typed):
        into[name] = stored
        done.taken.append((row, name))
    else:
        done.clashes.append(Clash(name, row, typed, stored))


def _row(
    done: Merged, number: str, before: Cells | None, mine: Cells | None, theirs: Cells | None
) -> None:
    if mine is not None and theirs is not None:
        cells: Cells = {}
        done.texts.rows[number] = cells
        for name in mine:
            _field(done, cells, number, name, (before or NOTHING, mine, theirs))
        return
    here = mine if mine is not None else theirs
    if here is None:
        return
    if before is None:  # one of the two added it
        done.texts.rows[number] = here
        if mine is None:
            done.taken.append((number, ""))
    elif _changed(done, before, here):
        done.clashes.append(Clash("", number, mine, theirs))
        if mine is not None:
            done.texts.rows[number] = mine
    elif mine is not None:  # the other one removed it
        done.taken.append((number, ""))


def _changed(done: Merged, before: Cells, now: Cells) -> bool:
    return any(not done.same(name, before.get(name, ""), text) for name, text in now.items())


def _same_figure(one: str, other: str) -> bool:
    return one == other or (_figure(one) is not None and _figure(one) == _figure(other))


def _figure(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def settled(texts: Texts, was: Texts, theirs: Callable[[str], bool]) -> Texts:
    """Return what was typed with each place that was left to the other as the form had seen it."""
    fields = {
        name: was.fields.get(name, text) if theirs(name) else text
        for name, text in texts.fields.items()
    }
    rows: Rows = {}
    for number in dict.fromkeys([*texts.rows, *was.rows]):
        mine, before = texts.rows.get(number), was.rows.get(number)
        if theirs(f"{number}."):
            mine = before
        elif mine is not None and before is not None:
            mine = {
                name: before.get(name, text) if theirs(f"{number}.{name}") else text
                for name, text in mine.items()
            }
        if mine is not None:
            rows[number] = mine
    return Texts(fields, texts.many, rows)


def advanced(was: Texts, clashes: list[Clash]) -> Texts:
    """Return what the form is made of once its reader has seen the other's side of each clash."""
    fields, rows = dict(was.fields), {number: dict(row) for number, row in was.rows.items()}
    for clash in clashes:
        match clash:
            case Clash(name, "", _, str() as theirs):
                fields[name] = theirs
            case Clash(name, row, _, str() as theirs):
                rows.setdefault(row, {})[name] = theirs
            case Clash(_, row, _, dict() as theirs):
                rows[row] = dict(theirs)
            case Clash(_, row, _, None):
                rows.pop(row, None)
    return Texts(fields, was.many, rows)


def as_document(texts: Texts) -> Mapping[str, object]:
    """Return it as JSON has it."""
    return {"fields": texts.fields, "many": texts.many, "rows": texts.rows}
