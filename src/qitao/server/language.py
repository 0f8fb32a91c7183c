"""Which language the command line speaks: Chinese, unless the user's settings name another."""

import os
from collections.abc import Mapping

ASKED_BY = ("QITAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def choose(environment: Mapping[str, str] = os.environ) -> str:
    """Return "zh" or "en": the first variable that names a language decides."""
    for name in ASKED_BY:
        value = environment.get(name, "").lower()
        if value and value not in ("c", "posix") and not value.startswith("c."):
            return "zh" if value.startswith("zh") else "en"
    return "zh"
