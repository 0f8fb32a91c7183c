"""A refusal: the business says no, with evidence; never an error of the program."""

from dataclasses import dataclass
from typing import Any

CODES: dict[str, "RefusalCode"] = {}


@dataclass(frozen=True, slots=True)
class RefusalCode:
    """A named reason to say no; its words stand in texts.toml under `[refusal.<code>]`."""

    code: str
    status: int = 409

    def __post_init__(self) -> None:
        if CODES.setdefault(self.code, self) != self:
            raise ValueError(f"refusal code {self.code} is declared twice")

    def __str__(self) -> str:
        return self.code


class Refusal(Exception):
    """Raised by rules and actions to say no. `evidence` fills the words of the code."""

    def __init__(self, code: RefusalCode, /, **evidence: Any) -> None:
        super().__init__(code.code)
        self.code = code
        self.evidence = evidence
        self.record: int | None = None
        """The number of the refusal's own row, once recorded: what a user may quote."""
        self.verb = ""
        """The verb that was asked for, where it is known: the outermost one."""

    def __str__(self) -> str:
        return f"{self.code.code} {self.evidence}"


PERMISSION_MISSING = RefusalCode("PERMISSION_MISSING", 403)
OUT_OF_SCOPE = RefusalCode("OUT_OF_SCOPE", 403)
NOT_SIGNED_IN = RefusalCode("NOT_SIGNED_IN", 401)
NOT_FOUND = RefusalCode("NOT_FOUND", 404)
INVALID = RefusalCode("INVALID", 422)
VALUE_OUT_OF_RANGE = RefusalCode("VALUE_OUT_OF_RANGE", 422)
CHANGED_MEANWHILE = RefusalCode("CHANGED_MEANWHILE")
DUPLICATE_ROW = RefusalCode("DUPLICATE_ROW", 409)
REFERENCE_BROKEN = RefusalCode("REFERENCE_BROKEN", 409)
KEY_REUSED = RefusalCode("KEY_REUSED", 422)
BUSY = RefusalCode("BUSY", 409)
TOO_MANY = RefusalCode("TOO_MANY", 422)
OUTCOME_UNKNOWN = RefusalCode("OUTCOME_UNKNOWN", 503)
