"""What lies ahead of tokens: the way through their process that is usually taken."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qitao.flow.rules.model import ACTIVITIES, ENDS
from qitao.flow.values import NodeKind


@dataclass(frozen=True, slots=True)
class Place:
    """A node and where its flows lead, in order of priority; `usual` is where its default leads."""

    key: str
    name: str
    name_en: str
    kind: str
    targets: Sequence[str]
    usual: str


def places_ahead(places: Mapping[str, Place], standing: Sequence[str]) -> tuple[Place, ...]:
    """Return each activity and end once between where tokens stand and the end, in their order.

    A choice goes by its default flow, else by the first, unless that only leads back to where the
    way came from. Branches side by side are all taken, and what follows their join comes after
    them. Boundary events are not followed.
    """
    met: set[str] = set()
    left: list[Place] = []
    behind: dict[str, Iterator[str]] = {"": iter(standing[::-1])}
    while behind:
        here = next(reversed(behind))
        target = next(behind[here], None)
        if target is None:
            del behind[here]
            left += [places[here]] if here else []
        elif target in places and target not in met:
            met.add(target)
            behind[target] = iter(_onward(places, target, behind)[::-1])
    return tuple(each for each in left[::-1] if _is_shown(each) and each.key not in standing)


def _is_shown(place: Place) -> bool:
    """Tell whether a reader is shown it: what is done, and an end that has a name of its own."""
    return place.kind in ACTIVITIES or (place.kind in ENDS and place.name != place.key)


def _onward(places: Mapping[str, Place], here: str, behind: Collection[str]) -> Sequence[str]:
    """Return where the way goes on: to all targets, of a choice to one of them."""
    place = places[here]
    if place.kind != NodeKind.EXCLUSIVE:
        return place.targets
    tried = [target for target in dict.fromkeys((place.usual, *place.targets)) if target]
    walked = {here, *behind}
    for target in tried:
        if _comes_to_end(places, target, walked):
            return [target]
    return tried[:1]


def _comes_to_end(places: Mapping[str, Place], start: str, walked: Collection[str]) -> bool:
    """Tell whether some way leads from here to an end that does not pass where the way came by."""
    seen, pending = set(walked), [start]
    while pending:
        key = pending.pop()
        if key in seen or key not in places:
            continue
        if places[key].kind in ENDS:
            return True
        seen.add(key)
        pending.extend(places[key].targets)
    return False
