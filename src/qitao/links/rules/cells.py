"""One cell's text becomes a value: dates, numbers, yes and no as people write them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from qitao.base.ids import noun_of
from qitao.base.texts import LANGS, find
from qitao.links.rules.synonyms import words_of_choice

YES = frozenset({"1", "true", "t", "yes", "y", "是", "有", "√", "✓", "启用", "对"})
NO = frozenset({"0", "false", "f", "no", "n", "否", "无", "×", "x", "停用", "不"})
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%H时%M分")
DECIMALS = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d{1,3})?")
_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "})


class Unreadable(Exception):
    """The text does not say a value of the wanted kind; `code` names why."""

    def __init__(self, code: str, **evidence: Any) -> None:
        super().__init__(code)
        self.code = code
        self.evidence = evidence


Formats: TypeAlias = Sequence[str]


def read_number(text: str) -> Decimal:
    """Read a decimal: thousands may be grouped by commas, per cent divides by a hundred."""
    plain = text.translate(_FULL_WIDTH).strip().replace(" ", "")
    percent = plain.endswith("%")
    body = plain.rstrip("%")
    if not DECIMALS.fullmatch(body) or not any(letter.isdigit() for letter in body):
        raise Unreadable("NOT_A_NUMBER")
    sign, digits, places = Decimal(body.replace(",", "")).as_tuple()
    if not isinstance(places, int):
        raise Unreadable("NOT_A_NUMBER")
    return _plain(sign, digits, places - 2 * percent)


def _plain(sign: int, digits: tuple[int, ...], places: int) -> Decimal:
    """Drop trailing zeros after the point, which say nothing; exact, whatever the length."""
    kept = list(digits)
    while places < 0 and kept and kept[-1] == 0:
        kept.pop()
        places += 1
    kept += [0] * max(places, 0)
    return Decimal((sign, tuple(kept) or (0,), min(places, 0)))


def read_whole(text: str) -> int:
    """Read a whole number; `12.0` is one."""
    value = read_number(text)
    if value != value.to_integral_value():
        raise Unreadable("NOT_A_WHOLE_NUMBER")
    return int(value)


def _folded(text: str) -> str:
    """Return a word as it is compared: half width, small letters."""
    return text.translate(_FULL_WIDTH).strip().lower()


def read_flag(text: str) -> bool:
    """Read yes or no."""
    plain = _folded(text)
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Unreadable("NOT_YES_OR_NO")


def read_date(text: str, formats: Formats = ()) -> date:
    """Read a day; a time of day behind it must be midnight."""
    moment = _moment(text, formats)
    if moment.time().replace(tzinfo=None) != datetime.min.time():
        raise Unreadable("NOT_A_DATE")
    return moment.date()


def read_moment(text: str, formats: Formats, zone: ZoneInfo) -> datetime:
    """Read a moment; without a zone it is the clock on the wall of `zone`."""
    moment = _moment(text, formats)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _moment(text: str, formats: Formats) -> datetime:
    plain = text.translate(_FULL_WIDTH).strip()
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        pass
    for shape in (*formats, *_shapes()):
        try:
            return datetime.strptime(plain, shape)  # noqa: DTZ007 - the caller names the zone
        except ValueError:
            continue
    raise Unreadable("NOT_A_DATE")


@cache
def _shapes() -> tuple[str, ...]:
    return DATES + tuple(f"{day} {time}" for day in DATES for time in TIMES)


def key_in_texts(noun: str, value: str, lang: str) -> str | None:
    """Return under which key a choice has words: `order_state.draft`, else `state.draft`."""
    keys = (f"{noun}.{value}", f"{noun.rpartition('_')[2]}.{value}")
    return next((key for key in keys if find(key, lang)), None)


@cache
def words_of(kind: Any) -> Mapping[str, str]:
    """Return what people may write for each value of an enum: code, our words, synonyms."""
    words: dict[str, str] = {}
    for value in kind:
        said = (
            find(key, lang) for lang in LANGS if (key := key_in_texts(noun_of(kind), value, lang))
        )
        for word in (str(value), *said, *words_of_choice(noun_of(kind), str(value))):
            if word:
                words.setdefault(_folded(word), str(value))
    return words


def read_word(text: str, kind: type[StrEnum]) -> StrEnum:
    """Read one of an enum's values, by code or by its words."""
    words = words_of(kind)
    found = words.get(_folded(text))
    if found is None:
        names = [str(value) for value in kind]
        raise Unreadable("NOT_ONE_OF", kind=noun_of(kind), names=names)
    return kind(found)
