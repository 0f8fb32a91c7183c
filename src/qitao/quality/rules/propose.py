"""What to do with a lot that failed: a proposal from its results, which a person decides on.

The order of the rules is the usual one of a material review: a figure that misses its limit by
little can be let through by concession; where most pieces are bad, sorting or mending them does not
pay; else they are mended and inspected again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qitao.quality.values import Characteristic, CharacteristicKind, Disposition

NEAR_SHARE_MAX = Decimal("0.10")
"""A figure misses its limit by little up to this share of the tolerance's width."""
MOST_SHARE_MIN = Decimal("0.5")
"""Most of the inspected pieces are bad from this share on."""


class Ground(StrEnum):
    """Why a disposition is proposed."""

    NEAR = "near"
    MOST = "most"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: of which piece and characteristic, good or not, the figure where measured."""

    piece: int
    characteristic: int
    good: bool
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed and why: bad pieces of those seen, the widest miss in per cent."""

    disposition: Disposition
    ground: Ground
    bad: int
    seen: int
    miss_percent: Decimal | None


def propose(
    characteristics: Mapping[int, Characteristic], findings: Sequence[Finding]
) -> Proposal | None:
    """Propose what to do with a failed lot; None where nothing is bad."""
    faults = [finding for finding in findings if not finding.good]
    if not faults:
        return None
    bad = len({finding.piece for finding in faults})
    seen = len({finding.piece for finding in findings})
    misses = [_miss(characteristics.get(each.characteristic), each) for each in faults]
    known = [miss for miss in misses if miss is not None]
    widest = max(known) if len(known) == len(misses) else None
    percent = None if widest is None else (widest * 100).quantize(Decimal("0.1"))
    if widest is not None and widest <= NEAR_SHARE_MAX:
        return Proposal(Disposition.CONCESSION, Ground.NEAR, bad, seen, percent)
    if Decimal(bad) / seen >= MOST_SHARE_MIN and seen > 1:
        return Proposal(Disposition.SCRAP, Ground.MOST, bad, seen, percent)
    return Proposal(Disposition.REWORK, Ground.SOME, bad, seen, percent)


def _miss(asked: Characteristic | None, finding: Finding) -> Decimal | None:
    """Return by which share of its tolerance a figure misses its limit, None where not known."""
    if asked is None or asked.kind is not CharacteristicKind.MEASURED or finding.value is None:
        return None
    if asked.lower is None or asked.upper is None or asked.upper <= asked.lower:
        return None
    outside = max(asked.lower - finding.value, finding.value - asked.upper)
    return outside / (asked.upper - asked.lower)
