"""What the user sees while Qitao starts: a line per step, alive on a terminal, else plain."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.status import Status
from rich.text import Text

from qitao.server.language import say

SHOWN_SECONDS_MIN = 0.05


class Step:
    """The step being carried out; `tell` shows how far it is."""

    def __init__(self, title: str, status: Status | None) -> None:
        self.title = title
        self.outcome = ""
        self._status = status

    def tell(self, words: str) -> None:
        """Show where the step stands."""
        if self._status:
            self._status.update(Text(f"{self.title} · {words}"))


class Progress:
    """Steps in the user's language."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(highlight=False, soft_wrap=True, quiet=quiet)
        self.alive = self.console.is_terminal

    def say(self, name: str, /, **evidence: Any) -> str:
        """Return the sentence `server.up.<name>`."""
        return say("up", name, **evidence)

    @contextmanager
    def step(self, name: str, /, **evidence: Any) -> Iterator[Step]:
        """Show a step and how long it took; its `outcome` is added to the line."""
        title = self.say(name, **evidence)
        began = time.monotonic()
        if self.alive:
            with self.console.status(Text(title)) as status:
                step = Step(title, status)
                yield step
        else:
            step = Step(title, None)
            yield step
        self._done(step, time.monotonic() - began)

    def line(self, words: str, style: str = "") -> None:
        """Print one line above whatever is moving."""
        self.console.print(Text(words, style=style))

    def notice(self, name: str, /, **evidence: Any) -> None:
        """Print one line that the user should read, with its time of day."""
        clock = time.strftime("%H:%M:%S")
        self.line(f"{clock} {self.say(name, **evidence)}", "yellow")

    def box(self, title: str, lines: list[str]) -> None:
        """Print the closing box: where Qitao answers and who may log in."""
        text = Text("\n".join(lines))
        if self.alive:
            self.console.print(Panel(text, title=title, expand=False, padding=(1, 3)))
        else:
            self.line(f"\n{title}\n{text.plain}\n")
        sys.stdout.flush()

    def _done(self, step: Step, seconds: float) -> None:
        outcome = f" · {step.outcome}" if step.outcome else ""
        self.console.print(
            Text.assemble(("✓ ", "green"), step.title, outcome, (f"  {seconds:.1f} s", "dim"))
        )
        sys.stdout.flush()
