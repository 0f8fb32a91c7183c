"""What keeps Qitao from starting: one clear line that says what to do, never a traceback."""

from typing import Any

from qitao.server.language import LANGS, choose, say

EXIT_CODE = 2


class Trouble(Exception):
    """A fault that the user can mend; `[server.trouble.<name>]` says how, in zh and en."""

    def __init__(self, name: str, /, **evidence: Any) -> None:
        super().__init__(name)
        self.name = name
        self.evidence = evidence

    def lines(self) -> tuple[str, ...]:
        """Return the line in the user's language first, then in the other."""
        first = choose()
        order = (first, *(lang for lang in LANGS if lang != first))
        return tuple(say("trouble", self.name, lang, **self.evidence) for lang in order)

    def __str__(self) -> str:
        return "\n".join(self.lines())
