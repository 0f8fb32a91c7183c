"""What a piece of work costs at the screen: clicks, keys and seconds, as the browser saw them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

COUNTING = """(() => {
  const count = (kind) => sessionStorage.setItem(kind, Number(sessionStorage.getItem(kind)) + 1);
  addEventListener("click", (event) => event.isTrusted && event.detail && count("clicks"), true);
  addEventListener("keydown", (event) => event.isTrusted && count("keys"), true);
})()"""
READ = "['clicks', 'keys'].map((kind) => Number(sessionStorage.getItem(kind)))"
STORIES: list["Cost"] = []


@dataclass(frozen=True, slots=True)
class Cost:
    """What somebody did with the hands, and how long it took with a machine's hands."""

    story: str
    clicks: int
    keys: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.story}: {self.clicks} clicks, {self.keys} keys, {self.seconds:.1f} s"


@dataclass(slots=True)
class Counter:
    """Counts from when it was made; a new page in the same tab goes on counting."""

    page: Page
    clicks: int
    keys: int
    began: float

    def cost(self, story: str) -> Cost:
        """Return what was spent since."""
        clicks, keys = self.page.evaluate(READ)
        return Cost(story, clicks - self.clicks, keys - self.keys, time.monotonic() - self.began)


def count(page: Page) -> Counter:
    """Begin to count on this page and on all that follow it in this tab."""
    page.add_init_script(COUNTING)
    page.evaluate(COUNTING)
    return begin(page)


def begin(page: Page) -> Counter:
    """Count one part of a story anew."""
    clicks, keys = page.evaluate(READ)
    return Counter(page, clicks, keys, time.monotonic())


@contextmanager
def told(page: Page, story: str) -> Iterator[Counter]:
    """Count a story and have its cost printed at the end of the run."""
    counter = count(page)
    yield counter
    STORIES.append(counter.cost(story))
