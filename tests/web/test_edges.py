"""No page breaks over what is typed: figures that are none, the calendar's edges, unknown numbers.

One who may do everything walks through the house as in `test_buttons`; whatever a page reads of its
address, and each field of each form, is given values that no honest form holds. What a form did is
taken back at once. A refusal is an answer, a fault of the program is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse

from qitao.base.ids import UserId, new_key
from qitao.people import actions as people
from qitao.people.queries import actors, get_role_by_code
from qitao.people.values import RoleId
from qitao.web.shell import cursor
from tests.conftest import FULL
from tests.foreign import World, build_world
from tests.shop import HOUSE
from tests.web.conftest import sign_in
from tests.web.forms_seen import Form, Seen
from tests.web.test_buttons import kind_of

FIGURES = ("NaN", "1e400", "9" * 19, "9" * 5000, *(("sNaN", "Infinity", "٣") if FULL else ()))
MOMENTS = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-05:00")
DAYS = (*MOMENTS, "0001-01-01", *(("0001-01-01T00:00", "9999-12-31") if FULL else ()))
EDGES = (*FIGURES, *DAYS)
UNKNOWN = (0, 999_999_999, 10**18, 10**20)
EVERYWHERE = ("export", "lang", "next", "q", "sort")
"""What all lists read in one way is tried at one."""
KEPT = ("key", "next", "csrfmiddlewaretoken")
"""What a form holds for itself."""


@dataclass
class Walk:
    """The pages met, what each reads of its address, and the forms that they hold."""

    client: Client
    waiting: list[str]
    pages: dict[str, str] = field(default_factory=dict)
    reads: dict[str, set[str]] = field(default_factory=dict)
    forms: dict[str, tuple[str, Form]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def go(self, asked: set[str]) -> None:
        while self.waiting:
            url = self.waiting.pop(0)
            kind = kind_of(url)
            if kind is None or kind in self.pages:
                continue
            self.pages[kind] = url
            asked.clear()
            answer = self.client.get(url)
            self.reads[kind] = set(asked)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                self._look(answer.content.decode(), url)

    def _look(self, html: str, url: str) -> None:
        seen = Seen(html, url)
        self.waiting += [urljoin(url, link) for link in seen.links]
        for form in seen.forms:
            target = urljoin(url, form.action)
            kind = kind_of(target)
            if form.posts and kind is not None:
                names = " ".join(sorted(form.values))
                self.forms.setdefault(f"{kind} {names}", (target, form))

    def get(self, url: str) -> None:
        self._judge(self.client.get(url), f"GET {url}")

    def post(self, url: str, values: dict[str, list[str]], what: str) -> int:
        point = transaction.savepoint()
        try:
            answer = self.client.post(url, values | {"key": [new_key()]})
            status = self._judge(answer, f"POST {url} {what}")
            if status == 303 and self.client.get(answer["Location"]).status_code == 500:
                self.broken.append(f"POST {url} {what}: the page after it")
            return status
        finally:
            transaction.savepoint_rollback(point)
            actors._grants.clear()

    def _judge(self, answer: Any, what: str) -> int:
        if answer.status_code >= 500:
            self.broken.append(f"{what[:200]}: {answer.exc_info and answer.exc_info[1]!r:.200}")
        return int(answer.status_code)


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    from tests.conftest import empty_all_tables

    with django_db_blocker.unblock():
        built = build_world()
    yield built
    with django_db_blocker.unblock():
        empty_all_tables()


@pytest.fixture
def walk(standing_world: World, db: None, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """What this walk does is rolled back."""
    return walked(standing_world, "edges", monkeypatch)


@pytest.fixture
def onlooker(
    standing_world: World, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Walk]:
    """This walk only looks, as in the house: a read that fails spoils no transaction."""
    with django_db_blocker.unblock():
        yield walked(standing_world, "looks", monkeypatch)


def walked(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> Walk:
    user = UserId(get_user_model().objects.create(username=name, name="走一遍").pk)
    for role in ("administrator", "planner", "storekeeper", "workshop_director", "inspector"):
        people.assign_role(actor=HOUSE, user=user, role=RoleId(get_role_by_code(role).id))
    actors._grants.clear()
    asked: set[str] = set()
    usual = QueryDict.get

    def get(given: QueryDict, name: str, default: Any = None) -> Any:
        asked.add(name)
        return usual(given, name, default)

    with monkeypatch.context() as patched:
        patched.setattr(QueryDict, "get", get)
        client = sign_in(user)
        client.raise_request_exception = False
        made = Walk(client, [*busy_pages(world), "/"])
        made.go(asked)
    return made


def busy_pages(world: World) -> list[str]:
    """Return pages where there is most to do, which others of their kind need not offer."""
    ids, order = world.ids, reverse("orders:order", args=[world.town.orders["running"].number])
    return [
        *(f"{order}?tab={tab}" for tab in ("operations", "materials", "quality")),
        reverse("terminal:operation", args=[ids["operation"]]),
        reverse("quality:inspection", args=[ids["inspection"]]),
        reverse("trade:purchase", args=[ids["approved"]]),
        reverse("stock:lot", args=[ids["lot"]]),
        f"{reverse('history:record', args=['plant', world.plant])}?as_of=2020-01-01",
    ]


@pytest.mark.slow
def test_no_address_breaks_a_page(onlooker: Walk) -> None:
    tried: set[tuple[str, str]] = set()
    for kind, url in onlooker.pages.items():
        for name in sorted(onlooker.reads[kind]):
            read = ("" if name in EVERYWHERE else kind.split()[0], name)
            if read in tried:
                continue
            tried.add(read)
            for value in cursors() if name == "after" else some(EDGES, len(tried)):
                parts = urlsplit(url)
                onlooker.get(f"{parts.path}?{urlencode({name: value})}")
    assert not onlooker.broken, "\n".join(onlooker.broken)
    assert len(tried) > 100


def some(values: Sequence[str], turn: int) -> Sequence[str]:
    """Return two of the values, others at each turn; in full all of them."""
    return values if FULL else [values[(2 * turn + each) % len(values)] for each in range(2)]


def cursors() -> list[str]:
    """Return places in a list that no list has given, and what no cursor is."""
    values = ("x", "0001-01-01T00:00:00+14:00", "9" * 30)
    spoilt = [cursor.write(value, key) for value in values for key in (1, "x", 10**20)]
    return [*EDGES, *spoilt, cursor.write(1, 1), quote("WyJpIixJbmZpbml0eSwiaSIsMV0")]


@pytest.mark.slow
@pytest.mark.parametrize("values", [FIGURES, DAYS], ids=["figures", "days"])
def test_no_field_breaks_a_form(walk: Walk, values: tuple[str, ...]) -> None:
    tried: set[tuple[str, str]] = set()
    for kind, (url, form) in walk.forms.items():
        for name in sorted(form.values):
            if name in KEPT or (kind.split()[0], name) in tried:
                continue
            tried.add((kind.split()[0], name))
            for value in some(values, len(tried)):
                walk.post(url, form.values | {name: [value]}, f"{name}={value[:40]}")
    assert not walk.broken, "\n".join(walk.broken)
    assert len(tried) > 100


@pytest.mark.slow
def test_no_unknown_number_breaks_a_page_or_is_taken_for_another(walk: Walk) -> None:
    done = []
    for url in walk.pages.values():
        for other in others(url):
            walk.get(other)
    for url, form in dict(walk.forms.values()).items():
        for other in others(url):
            status = walk.post(other, form.values, "")
            if status < 400:
                done.append(f"POST {other}: {status}")
    assert not walk.broken, "\n".join(walk.broken)
    assert not done, "\n".join(done)


def others(url: str) -> Iterator[str]:
    """Yield the address with each of its numbers, in turn, being one that nothing has."""
    found = resolve(urlsplit(url).path)
    for name, value in found.kwargs.items():
        if isinstance(value, int):
            for number in UNKNOWN:
                yield reverse(found.view_name, kwargs=found.kwargs | {name: number})
