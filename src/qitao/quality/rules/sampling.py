"""How many pieces are inspected, and how many bad ones still pass.

AQL: ISO 2859-1:1999 (the same figures as GB/T 2828.1 and ANSI/ASQ Z1.4), table 1 (code letters)
and table 2-A (single sampling, normal inspection), for per cent nonconforming, AQL 0.010 to 10.
Switching to tightened or reduced inspection, double sampling and AQL above 10 (faults per hundred
items) are left out.
"""

from bisect import bisect_left
from decimal import ROUND_CEILING, Decimal

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.quality.values import (
    AQL_NOT_TABULATED,
    PIECES_MAX,
    InspectionLevel,
    Sample,
    Sampling,
    SamplingRule,
)

LOT_SIZES = (8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000)
"""Upper ends of the rows of table 1; the last row has none."""
LETTERS = {
    InspectionLevel.S1: "AAAABBBBCCCCDDD",
    InspectionLevel.S2: "AAABBBCCCDDDEEE",
    InspectionLevel.S3: "AABBCCDDEEFFGGH",
    InspectionLevel.S4: "AABCCDEEFGGHJJK",
    InspectionLevel.I: "AABCCDEFGHJKLMN",
    InspectionLevel.II: "ABCDEFGHJKLMNPQ",
    InspectionLevel.III: "BCDEFGHJKLMNPQR",
}
ROWS = "ABCDEFGHJKLMNPQR"
SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1_250, 2_000)
AQLS = tuple(
    Decimal(aql)
    for aql in (
        [
            "0.010",
            "0.015",
            "0.025",
            "0.040",
            "0.065",
            "0.10",
            "0.15",
            "0.25",
            "0.40",
            "0.65",
            "1.0",
            "1.5",
            "2.5",
            "4.0",
            "6.5",
            "10",
        ]
    )
)
ACCEPT = {14: 0, 17: 1, 18: 2, 19: 3, 20: 5, 21: 7, 22: 10, 23: 14, 24: 21}
"""Acceptance numbers of table 2-A: they are equal along its diagonals (row + column)."""


def letter_of(lot_size: int, level: InspectionLevel) -> str:
    """Return the code letter of a lot (table 1)."""
    return LETTERS[level][bisect_left(LOT_SIZES, lot_size)]


def aql_sample(lot_size: int, aql: Decimal, level: InspectionLevel) -> Sample:
    """Return sample size and acceptance number (table 2-A), following its arrows.

    A sample as large as the lot means that every piece is inspected. Refuses `AQL_NOT_TABULATED`
    for an AQL that the table does not have, and in the two corners where its arrows point outside.
    """
    if aql not in AQLS:
        raise Refusal(AQL_NOT_TABULATED, aql=aql, aqls=list(AQLS))
    row, column = ROWS.index(letter_of(lot_size, level)), AQLS.index(aql)
    diagonal = row + column
    if diagonal < 14:
        row = 14 - column
    elif diagonal == 15:
        row -= 1
    elif diagonal == 16:
        row += 1
    elif diagonal > 24:
        row = 24 - column
    if not 0 <= row < len(SIZES):
        raise Refusal(AQL_NOT_TABULATED, aql=aql, aqls=list(AQLS))
    size = min(SIZES[row], lot_size)
    return Sample(size, min(ACCEPT[row + column], size - 1))


def sample_of(rule: SamplingRule, quantity: Decimal) -> Sample:
    """Return how many pieces of a lot are inspected; without AQL a single bad one fails it.

    Refuses `TOO_MANY` where that would be more than `PIECES_MAX`.
    """
    lot_size = max(int(quantity.to_integral_value(ROUND_CEILING)), 1)
    match rule.kind:
        case Sampling.AQL:
            sample = aql_sample(lot_size, rule.aql or Decimal(0), rule.level)
        case Sampling.COUNT:
            sample = Sample(min(rule.count or 1, lot_size), 0)
        case Sampling.PERCENT:
            share = lot_size * (rule.percent or Decimal(100)) / 100
            sample = Sample(max(int(share.to_integral_value(ROUND_CEILING)), 1), 0)
        case _:
            sample = Sample(lot_size, 0)
    if sample.size > PIECES_MAX:
        raise Refusal(TOO_MANY, limit=PIECES_MAX, count=sample.size)
    return sample
