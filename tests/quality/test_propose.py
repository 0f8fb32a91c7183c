"""The proposal for a failed lot: by how much, how many, what then."""

from decimal import Decimal

import pytest

from qitao.quality.rules import propose
from qitao.quality.rules.propose import Finding, Ground
from qitao.quality.values import Characteristic, CharacteristicKind, Disposition

WIDTH = Characteristic(
    1, "宽", CharacteristicKind.MEASURED, lower=Decimal(10), upper=Decimal(12), unit="mm"
)
LOOK = Characteristic(2, "外观", CharacteristicKind.ATTRIBUTE)
ASKED = {1: WIDTH, 2: LOOK}


def measured(piece: int, value: str) -> Finding:
    figure = Decimal(value)
    return Finding(piece, 1, good=Decimal(10) <= figure <= Decimal(12), value=figure)


def looked(piece: int, good: bool) -> Finding:
    return Finding(piece, 2, good=good, value=None)


@pytest.mark.parametrize(
    ("findings", "disposition", "ground"),
    [
        ([measured(1, "12.2"), measured(2, "11")], Disposition.CONCESSION, Ground.NEAR),
        ([measured(1, "9.8")], Disposition.CONCESSION, Ground.NEAR),
        (
            [measured(1, "12.3"), measured(2, "11"), measured(3, "11")],
            Disposition.REWORK,
            Ground.SOME,
        ),
        ([measured(1, "14"), measured(2, "15"), measured(3, "11")], Disposition.SCRAP, Ground.MOST),
        ([looked(1, False)], Disposition.REWORK, Ground.SOME),
        (
            [looked(1, False), measured(1, "12.1"), looked(2, True), looked(3, True)],
            Disposition.REWORK,
            Ground.SOME,
        ),
    ],
)
def test_a_failed_lot_gets_a_proposal(
    findings: list[Finding], disposition: Disposition, ground: Ground
) -> None:
    told = propose.propose(ASKED, findings)
    assert told is not None
    assert (told.disposition, told.ground) == (disposition, ground)


def test_the_widest_miss_is_told() -> None:
    told = propose.propose(ASKED, [measured(1, "12.1"), measured(2, "12.15")])
    assert told is not None
    assert (told.bad, told.seen, told.miss_percent) == (2, 2, Decimal("7.5"))


def test_a_limit_on_one_side_has_no_width_and_nothing_bad_needs_nothing() -> None:
    open_ended = {1: Characteristic(1, "力", CharacteristicKind.MEASURED, lower=Decimal(10))}
    told = propose.propose(open_ended, [Finding(1, 1, good=False, value=Decimal("9.99"))])
    assert told is not None
    assert told.disposition is Disposition.REWORK
    assert propose.propose(ASKED, [looked(1, True)]) is None
