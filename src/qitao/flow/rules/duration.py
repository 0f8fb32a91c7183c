"""ISO 8601 durations of fixed length: `PT30M`, `P1DT2H`, `P2W`; months and years are not fixed."""

import re
from datetime import timedelta

DURATION_MAX = timedelta(days=3_650)
_PATTERN = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?"
    r"(?:(?P<seconds>\d{1,9}(?:\.\d{1,6})?)S)?)?"
)


def parse(text: str) -> timedelta | None:
    """Return the duration; None where it is not one, is zero or longer than ten years."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        return None
    parts = {unit: float(value) for unit, value in match.groupdict().items() if value}
    length = timedelta(**parts)
    return length if timedelta() < length <= DURATION_MAX else None
