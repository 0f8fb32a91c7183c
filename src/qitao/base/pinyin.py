"""Chinese names in the order of a dictionary, and found by their letters.

The embedded PostgreSQL has no ICU, so it cannot sort Chinese; the order is stored beside the name
as a key that sorts bytewise: one syllable with its tone per character, parted by blanks.
"""

import re
from functools import lru_cache

CHARS_MAX = 300
NAME_CHARS_MAX = 4

SURNAMES = {
    "单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4", "查": "zha1", "朴": "piao2",
    "区": "ou1", "任": "ren2", "华": "hua4", "盖": "ge3", "尉": "yu4", "缪": "miao4",
    "覃": "qin2", "种": "chong2", "乐": "yue4", "冼": "xian3", "翟": "zhai2", "员": "yun4",
}  # fmt: skip
"""Characters that are read otherwise when they stand first in a person's name."""
_HAN = re.compile("([\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")
_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "})


def sort_key(words: str, *, person: bool = False) -> str:
    """Return the key that sorts `words` as a Chinese dictionary does (`person`: read a surname)."""
    return " ".join(_syllables(words, person, toned=True))[:CHARS_MAX]


def search_key(words: str, *, person: bool = False) -> str:
    """Return what a person may type to find `words`: letters in full, a blank, first letters."""
    syllables = _syllables(words, person, toned=False)
    letters = "".join(part[0] for part in syllables)
    return f"{''.join(syllables)} {letters}".strip()[:CHARS_MAX]


@lru_cache(maxsize=4_096)
def _syllables(words: str, person: bool, *, toned: bool) -> tuple[str, ...]:
    plain = words.translate(_FULL_WIDTH).strip().lower()
    read: list[str] = []
    for place, run in enumerate(_HAN.split(plain)):
        spoken = place % 2 == 1
        read += _read(run, toned) if spoken else [run]
    if person and plain[:1] in SURNAMES and len(plain) <= NAME_CHARS_MAX:
        surname = SURNAMES[plain[0]]
        read[1] = surname if toned else surname[:-1]
    return tuple(" ".join(part for part in read if part).split())


@lru_cache(maxsize=65_536)
def _read(run: str, toned: bool) -> tuple[str, ...]:
    """Read a run of Chinese characters; names share their runs, and reading one takes 0.1 ms."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes 0.1 s to load: only when needed

    style = Style.TONE3 if toned else Style.NORMAL
    return tuple(lazy_pinyin(run, style=style, neutral_tone_with_five=True))
