"""Checks the variables of an instance: few, small, and of kinds that conditions can read."""

import json
import math
import re
from collections.abc import Mapping

from pydantic import JsonValue

from qitao.base.refusal import Refusal
from qitao.flow.values import VARIABLES_CHARS_MAX, VARIABLES_INVALID

NAME = re.compile(r"[^\W\d]\w{0,59}")
NUMBER_MAX = 10**18
DEPTH_MAX = 6


def check_variables(variables: Mapping[str, JsonValue]) -> str:
    """Return the variables as JSON; refuse `FLOW_VARIABLES_INVALID` with the name that is wrong."""
    for name, value in variables.items():
        if not NAME.fullmatch(name):
            raise Refusal(VARIABLES_INVALID, name=name[:60], why="name")
        fault = _fault(value, 1)
        if fault:
            raise Refusal(VARIABLES_INVALID, name=name, why=fault)
    text = json.dumps(variables, ensure_ascii=False)
    if len(text) > VARIABLES_CHARS_MAX:
        raise Refusal(VARIABLES_INVALID, name="*", why=f"{len(text)} > {VARIABLES_CHARS_MAX}")
    return text


def _fault(value: JsonValue, depth: int) -> str:
    match value:
        case float() | int() if not math.isfinite(value) or abs(value) >= NUMBER_MAX:
            return "number"
        case str() if "\0" in value:
            return "NUL"
        case list() | dict() if depth > DEPTH_MAX:
            return "depth"
        case list() | dict():
            items = value.values() if isinstance(value, dict) else value
            return next((fault for item in items if (fault := _fault(item, depth + 1))), "")
        case _:
            return ""
