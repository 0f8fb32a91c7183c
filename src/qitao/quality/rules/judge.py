"""Judgement: is a piece good, has the inspection passed, does it hold the next step back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.quality.values import (
    DISPOSITION_NOT_DUE,
    DISPOSITION_REASON_MISSING,
    INSPECTION_NOT_OPEN,
    NONCONFORMANCE_INVALID,
    NOT_REINSPECTABLE,
    RESULTS_INVALID,
    RESULTS_MAX,
    RESULTS_OLDER,
    Characteristic,
    CharacteristicKind,
    Disposition,
    Found,
    InspectionKind,
    InspectionRow,
    InspectionState,
    Judgement,
    Result,
    Sample,
)

REASON_CHARS_MIN = 2
FAULTS_TOLD_MAX = 20


def good(characteristic: Characteristic, result: Result) -> bool:
    """Tell whether a result is good: a figure within its limits (both included), or as ticked."""
    if characteristic.kind is CharacteristicKind.ATTRIBUTE or result.value is None:
        return bool(result.good)
    above = characteristic.lower is None or result.value >= characteristic.lower
    below = characteristic.upper is None or result.value <= characteristic.upper
    return above and below


def check_open(row: InspectionRow) -> None:
    """Refuse `INSPECTION_NOT_OPEN` where the inspection was judged or cancelled already."""
    if row.state is not InspectionState.OPEN:
        raise Refusal(INSPECTION_NOT_OPEN, number=row.number, inspection_state=row.state.value)


def check_results(
    row: InspectionRow, characteristics: Mapping[int, Characteristic], results: Sequence[Result]
) -> None:
    """Refuse `TOO_MANY`, and `RESULTS_INVALID` with every fault; words under `result_fault`."""
    if len(results) > RESULTS_MAX:
        raise Refusal(TOO_MANY, limit=RESULTS_MAX, count=len(results))
    faults = [
        {"code": code, "piece": result.piece, "characteristic": result.characteristic}
        for result, code in _faults(row, characteristics, results)
    ]
    if faults:
        told = [{**fault, "sample": row.sample_size} for fault in faults[:FAULTS_TOLD_MAX]]
        raise Refusal(RESULTS_INVALID, number=row.number, result_faults=told, count=len(faults))


def _faults(
    row: InspectionRow, characteristics: Mapping[int, Characteristic], results: Sequence[Result]
) -> Iterator[tuple[Result, str]]:
    seen: set[tuple[int, int]] = set()
    for result in results:
        asked = characteristics.get(result.characteristic)
        if not 1 <= result.piece <= row.sample_size:
            yield result, "PIECE_OUTSIDE"
        if asked is None:
            yield result, "NOT_ASKED"
        elif asked.kind is CharacteristicKind.MEASURED and result.value is None:
            yield result, "FIGURE_MISSING"
        elif asked.kind is CharacteristicKind.ATTRIBUTE and result.good is None:
            yield result, "VERDICT_MISSING"
        if (result.piece, result.characteristic) in seen:
            yield result, "TWICE"
        seen.add((result.piece, result.characteristic))


def check_latest(
    row: InspectionRow,
    asked: Mapping[int, Characteristic],
    results: Sequence[Result],
    recorded: Iterable[Found],
    at: datetime,
) -> None:
    """Refuse `RESULTS_OLDER` where another result was recorded after `at`: it would be undone."""
    kept = {(one.piece, one.characteristic): one for one in recorded if one.recorded_at > at}
    later = [
        f"{one.piece}/{one.characteristic}: {_told(one)}"
        for result in results
        if (one := kept.get((result.piece, result.characteristic)))
        and (one.value, one.good) != (result.value, good(asked[result.characteristic], result))
    ]
    if later:
        raise Refusal(RESULTS_OLDER, number=row.number, later=later[:20], count=len(later))


def _told(one: Found) -> str:
    if one.value is None:
        return "✓" if one.good else "✗"
    return f"{one.value.normalize():f}"


def judge(
    sample: Sample,
    characteristics: Iterable[Characteristic],
    recorded: Iterable[tuple[int, int, bool]],
    *,
    rest_good: bool = False,
) -> Judgement:
    """Judge (piece, characteristic, good) triples against a sample.

    Fails with the first bad piece beyond the acceptance number, whatever is still missing; passes
    when nothing is missing. `rest_good`: the inspector found every attribute not recorded good.
    """
    seen = {(piece, number): is_good for piece, number, is_good in recorded}
    faulty = {piece for (piece, _), is_good in seen.items() if not is_good}
    expected = 0
    for one in characteristics:
        done = sum(number == one.number for _, number in seen)
        excused = rest_good and one.kind is CharacteristicKind.ATTRIBUTE
        expected += 0 if excused else sample.size - done
    if len(faulty) > sample.accept:
        state = InspectionState.FAILED
    else:
        state = InspectionState.OPEN if expected else InspectionState.PASSED
    return Judgement(state, len(faulty), expected)


def blocks(
    *,
    kind: InspectionKind,
    state: InspectionState,
    disposition: Disposition | None,
    repeated: bool,
    blocking: bool,
) -> bool:
    """Tell whether an inspection holds its source back from the next step.

    An open one does, and a failed one until it is decided. Reworked pieces must pass a second
    inspection, and so must a new first piece after the old one was scrapped; other scrapped pieces
    have left the batch and hold nothing back. A repeated inspection speaks through its repetition.
    """
    if not blocking or repeated:
        return False
    if state is InspectionState.OPEN:
        return True
    if state is not InspectionState.FAILED:
        return False
    return disposition is not Disposition.SCRAP or kind is InspectionKind.FIRST_PIECE


def check_disposition(row: InspectionRow, reason: str) -> None:
    """Refuse `DISPOSITION_NOT_DUE` unless it failed and is undecided; ask for a reason."""
    if row.state is not InspectionState.FAILED or row.disposition is not None or row.repeated:
        raise Refusal(
            DISPOSITION_NOT_DUE,
            number=row.number,
            inspection_state=row.state.value,
            disposition=row.disposition,
        )
    if len(reason.strip()) < REASON_CHARS_MIN:
        raise Refusal(DISPOSITION_REASON_MISSING, number=row.number)


def may_repeat(state: InspectionState, disposition: Disposition | None, *, repeated: bool) -> bool:
    """Tell whether it may be inspected again: once, after it failed and rework or scrap."""
    decided = disposition in (Disposition.REWORK, Disposition.SCRAP)
    return state is InspectionState.FAILED and decided and not repeated


def check_repeat(row: InspectionRow) -> None:
    """Refuse `NOT_REINSPECTABLE` unless it failed, rework or scrap was decided, and only once."""
    if not may_repeat(row.state, row.disposition, repeated=row.repeated):
        raise Refusal(NOT_REINSPECTABLE, number=row.number, inspection_state=row.state.value)


def check_nonconformance(*, description: str = "—", correction: str = "—") -> None:
    """Refuse `NONCONFORMANCE_INVALID` where what was wrong or what was done is not said."""
    if not description.strip() or not correction.strip():
        raise Refusal(NONCONFORMANCE_INVALID)


def label_in_english(label: str, operation: str, operation_en: str) -> str:
    """Return a label that ends with an operation's name with its English one; empty for others."""
    if not (operation and operation_en and label.endswith(operation)):
        return ""
    return label.removesuffix(operation) + operation_en
