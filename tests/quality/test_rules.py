"""Sampling, judgement and blocking without a database."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.quality import rules
from qitao.quality.rules.sampling import AQLS, ROWS, SIZES, aql_sample, letter_of
from qitao.quality.values import (
    AQL_NOT_TABULATED,
    PLAN_INVALID,
    Characteristic,
    CharacteristicKind,
    Disposition,
    InspectionKind,
    InspectionLevel,
    InspectionState,
    PlanContent,
    Result,
    Sample,
    Sampling,
    SamplingRule,
)

II = InspectionLevel.II
ATTRIBUTE, MEASURED = CharacteristicKind.ATTRIBUTE, CharacteristicKind.MEASURED


CORNERS = {("A", Decimal(10)), ("R", Decimal("0.015"))}


def width(lower: str | None = "9.9", upper: str | None = "10.1") -> Characteristic:
    return Characteristic(
        1,
        "宽度",
        MEASURED,
        "mm",
        lower=None if lower is None else Decimal(lower),
        upper=None if upper is None else Decimal(upper),
    )


LOOK = Characteristic(2, "外观", ATTRIBUTE)


@pytest.mark.parametrize(
    ("lot", "level", "letter"),
    [
        (2, II, "A"),
        (8, II, "A"),
        (9, II, "B"),
        (500, II, "H"),
        (501, II, "J"),
        (1_200, II, "J"),
        (3_201, II, "L"),
        (500_001, II, "Q"),
        (500_001, InspectionLevel.III, "R"),
        (1_000, InspectionLevel.S1, "C"),
        (1_000, InspectionLevel.S4, "F"),
        (1_000, InspectionLevel.I, "G"),
    ],
)
def test_code_letters_of_table_1(lot: int, level: InspectionLevel, letter: str) -> None:
    assert letter_of(lot, level) == letter


@pytest.mark.parametrize(
    ("lot", "aql", "size", "accept"),
    [
        (1_000, "1.0", 80, 2),
        (1_000, "0.65", 80, 1),
        (1_000, "2.5", 80, 5),
        (500, "1.0", 50, 1),
        (280, "1.0", 50, 1),  # G: arrow down to H
        (150, "1.0", 13, 0),  # F: arrow up to E
        (90, "1.0", 13, 0),
        (50, "1.0", 13, 0),  # D: arrow down to E
        (10_000, "0.10", 125, 0),  # L: arrow up to K
        (35_000, "0.10", 500, 1),  # M: arrow down to N
        (150_000, "0.10", 500, 1),
        (500_000, "1.5", 800, 21),
        (500_000, "2.5", 500, 21),  # P: arrow up to N
        (20, "6.5", 8, 1),  # C: arrow down to D
        (10, "0.010", 10, 0),  # the sample is larger than the lot: all
    ],
)
def test_samples_of_table_2a(lot: int, aql: str, size: int, accept: int) -> None:
    assert aql_sample(lot, Decimal(aql), II) == Sample(size, accept)


def test_the_table_is_whole_but_for_its_two_corners() -> None:
    """Every lot, level and AQL has a plan whose acceptance grows with the AQL along a letter."""
    refused = set()
    for lot, level, aql in product((5, 20, 100, 1_000, 9_000, 10**6), InspectionLevel, AQLS):
        letter = letter_of(lot, level)
        if (letter, aql) in CORNERS:
            with pytest.raises(Refusal) as caught:
                aql_sample(lot, aql, level)
            refused.add((letter, caught.value.code))
            continue
        sample = aql_sample(lot, aql, level)
        assert sample.size in SIZES or sample.size == lot
        assert 0 <= sample.accept < sample.size
        assert sample.reject == sample.accept + 1
    assert refused == {("A", AQL_NOT_TABULATED), ("R", AQL_NOT_TABULATED)}
    assert len(ROWS) == len(SIZES) == 16


@pytest.mark.parametrize("aql", ["0", "3", "15"])
def test_an_aql_outside_the_table_is_refused(aql: str) -> None:
    with pytest.raises(Refusal) as caught:
        aql_sample(1_000, Decimal(aql), II)
    assert caught.value.code is AQL_NOT_TABULATED


@pytest.mark.parametrize(
    ("rule", "quantity", "expected"),
    [
        (SamplingRule(), "7.2", Sample(8, 0)),
        (SamplingRule(Sampling.COUNT, count=5), "3", Sample(3, 0)),
        (SamplingRule(Sampling.COUNT, count=5), "300", Sample(5, 0)),
        (SamplingRule(Sampling.PERCENT, percent=Decimal(10)), "101", Sample(11, 0)),
        (SamplingRule(Sampling.PERCENT, percent=Decimal("0.1")), "1", Sample(1, 0)),
        (SamplingRule(Sampling.AQL, aql=Decimal("1.0")), "1000", Sample(80, 2)),
        (SamplingRule(), "0.000001", Sample(1, 0)),
    ],
)
def test_sample_sizes(rule: SamplingRule, quantity: str, expected: Sample) -> None:
    assert rules.sample_of(rule, Decimal(quantity)) == expected


def test_a_sample_nobody_can_record_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        rules.sample_of(SamplingRule(), Decimal(100_001))
    assert caught.value.code is TOO_MANY


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("9.9", True), ("10.1", True), ("9.899999", False), ("10.100001", False), ("10", True)],
)
def test_limits_are_included(figure: str, expected: bool) -> None:
    result = Result(1, 1, value=Decimal(figure), good=not expected)
    assert rules.good(width(), result) is expected


def test_one_sided_limits() -> None:
    assert rules.good(width(lower=None), Result(1, 1, Decimal(-99)))
    assert not rules.good(width(upper=None), Result(1, 1, Decimal("9.8")))


results = st.dictionaries(
    st.tuples(st.integers(1, 6), st.integers(1, 2)), st.booleans(), max_size=12
)


@given(results, st.integers(0, 3), st.booleans())
def test_judgement_is_what_counting_says(
    found: dict[tuple[int, int], bool], accept: int, rest_good: bool
) -> None:
    judged = rules.judge(
        Sample(6, accept),
        (width(), LOOK),
        [(piece, number, good) for (piece, number), good in found.items()],
        rest_good=rest_good,
    )
    bad = {piece for (piece, _), good in found.items() if not good}
    measured = sum(number == 1 for _, number in found)
    looked = 6 if rest_good else sum(number == 2 for _, number in found)
    assert judged.pieces_faulty == len(bad)
    assert judged.missing == 12 - measured - looked
    if len(bad) > accept:
        assert judged.state is InspectionState.FAILED
    elif judged.missing:
        assert judged.state is InspectionState.OPEN
    else:
        assert judged.state is InspectionState.PASSED


@given(results, st.integers(0, 3))
def test_more_results_never_unmake_a_failure(
    found: dict[tuple[int, int], bool], accept: int
) -> None:
    triples = [(piece, number, good) for (piece, number), good in found.items()]
    sample, asked = Sample(6, accept), (width(), LOOK)
    failed = False
    for count in range(len(triples) + 1):
        state = rules.judge(sample, asked, triples[:count]).state
        failed = failed or state is InspectionState.FAILED
        assert (state is InspectionState.FAILED) is failed


@pytest.mark.parametrize("kind", list(InspectionKind))
@pytest.mark.parametrize("disposition", [None, *Disposition])
@pytest.mark.parametrize("state", list(InspectionState))
@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("blocking", [False, True])
def test_what_blocks(
    kind: InspectionKind,
    state: InspectionState,
    disposition: Disposition | None,
    repeated: bool,
    blocking: bool,
) -> None:
    found = rules.blocks(
        kind=kind, state=state, disposition=disposition, repeated=repeated, blocking=blocking
    )
    settled = disposition is Disposition.SCRAP and kind is not InspectionKind.FIRST_PIECE
    unsettled = state is InspectionState.FAILED and not settled
    expected = state is InspectionState.OPEN or unsettled
    assert found is (blocking and not repeated and expected)


def test_a_faulty_plan_names_every_fault() -> None:
    content = PlanContent(
        name=" ",
        kind=InspectionKind.FINAL,
        characteristics=(
            Characteristic(1, "长", MEASURED),
            Characteristic(1, "", ATTRIBUTE, upper=Decimal(1)),
            Characteristic(2, "宽", MEASURED, lower=Decimal(2), upper=Decimal(1)),
        ),
        sampling=SamplingRule(Sampling.AQL, aql=Decimal(3)),
    )
    with pytest.raises(Refusal) as caught:
        rules.check_plan(content)
    assert caught.value.code is PLAN_INVALID
    assert caught.value.evidence["count"] == 7
