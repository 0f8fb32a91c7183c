"""The words of the command line, and in which language: Chinese, unless the user names another.

Reads this floor's texts.toml by itself: the bootstrap speaks before any package is installed.
"""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGS = ("zh", "en")
ASKED_BY = ("QITAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def choose(environment: Mapping[str, str] = os.environ) -> str:
    """Return "zh" or "en": the first variable that names a language decides."""
    for name in ASKED_BY:
        value = environment.get(name, "").lower()
        if value and value not in ("c", "posix") and not value.startswith("c."):
            return "zh" if value.startswith("zh") else "en"
    return "zh"


def say(group: str, name: str, lang: str = "", /, **evidence: Any) -> str:
    """Return the sentence `[server.<group>.<name>]`, in the user's language if none is named."""
    sentence: str = _texts()[group][name][lang or choose()]
    return sentence.format(**evidence)


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    text = Path(__file__).with_name("texts.toml").read_text(encoding="utf-8")
    groups: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)["server"]
    return groups
