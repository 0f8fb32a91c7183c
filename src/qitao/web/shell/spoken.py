"""Times and counts as people say them, in both languages. Pure."""

from datetime import date, datetime, timedelta

MINUTE, HOUR, DAY = 60, 3_600, 86_400
WORDS = {
    "zh": {"d": " 天", "h": " 小时", "m": " 分", "less": "不到 1 分", "join": " "},
    "en": {"d": " d", "h": " h", "m": " min", "less": "under 1 min", "join": " "},
}


def duration(length: timedelta | float, lang: str) -> str:
    """Say a length of time in its two largest units: `2 小时 14 分`, `3 d 4 h`."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else float(length)
    seconds = max(seconds, 0)
    words = WORDS[lang]
    days, hours, minutes = (
        int(seconds // DAY),
        int(seconds % DAY // HOUR),
        int(seconds % HOUR // MINUTE),
    )
    if days:
        parts = [(days, "d"), (hours, "h")]
    elif hours:
        parts = [(hours, "h"), (minutes, "m")]
    else:
        parts = [(minutes, "m")]
    said = [f"{count}{words[unit]}" for count, unit in parts if count]
    return words["join"].join(said) if said else words["less"]


def moment(value: datetime, today: date) -> str:
    """Say a local moment as briefly as the day allows: `10:32`, `11-22 10:32`, `2025-11-22`."""
    if value.date() == today:
        return value.strftime("%H:%M")
    if value.year == today.year:
        return value.strftime("%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


def day(value: date, today: date) -> str:
    """Say a date without the year where it is this year's."""
    return value.strftime("%m-%d" if value.year == today.year else "%Y-%m-%d")


def days_between(value: date, today: date) -> int:
    """Return how many days are left until `value`; negative when it is past."""
    return (value - today).days


def share(part: float, whole: float) -> float:
    """Return a percentage between 0 and 100 with one place."""
    return 0.0 if whole <= 0 else round(min(max(part / whole, 0), 1) * 100, 1)
