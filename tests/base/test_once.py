"""Many who ask the same of one state of the database get one answer, and nobody an old one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event, Semaphore
from time import monotonic

import pytest
from django.db import transaction

from qitao.base.once import once
from qitao.base.sql import BASE, SqlRoom
from qitao.people.models import OrgUnit

CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Vitals:
    version: str
    bytes: int


def test_who_asks_at_once_gets_one_answer_and_a_new_state_a_new_one() -> None:
    barrier = Barrier(CLIENTS)
    asked: list[str] = []

    def ask(snapshot: str) -> list[str]:
        def answer() -> list[str]:
            asked.append(snapshot)
            return [snapshot]

        return once("how many", answer, snapshot=snapshot, came=monotonic())

    def client(_: int) -> list[str]:
        barrier.wait()
        return ask("1:1:")

    with ThreadPoolExecutor(CLIENTS) as pool:
        assert list(pool.map(client, range(CLIENTS))) == [["1:1:"]] * CLIENTS
    assert asked == ["1:1:"]
    ask("1:1:").clear()
    assert ask("1:1:") == ["1:1:"]
    assert ask("1:2:") == ["1:2:"]
    assert asked == ["1:1:", "1:2:"]


@pytest.mark.parametrize("broken", [False, True])
def test_however_much_is_written_meanwhile_two_answers_serve_all_who_wait(broken: bool) -> None:
    asked: list[int] = []
    all_here, first_asks = Event(), Event()
    here = Semaphore(0)

    def answer() -> list[int]:
        asked.append(1)
        first_asks.set()
        all_here.wait(30)
        return [1 // (0 if broken else 1)]

    def client(number: int) -> list[int] | None:
        came = monotonic()
        here.release()
        try:
            return once(f"busy {broken}", answer, snapshot=f"{number}:{number}:", came=came)
        except ZeroDivisionError:
            return None

    with ThreadPoolExecutor(CLIENTS) as pool:
        told = [pool.submit(client, 0)]
        first_asks.wait(30)
        told += [pool.submit(client, number) for number in range(1, CLIENTS)]
        for _ in range(CLIENTS):
            here.acquire(timeout=30)
        all_here.set()
        assert [each.result() for each in told] == [None if broken else [1]] * CLIENTS
    assert len(asked) == 2


def test_what_could_not_be_answered_is_asked_again() -> None:
    def ask(rows: Callable[[], list[int]]) -> list[int]:
        return once("broken", rows, snapshot="1:1:", came=monotonic())

    with pytest.raises(ZeroDivisionError):
        ask(lambda: [1 // 0])
    assert ask(lambda: [1]) == [1]


@pytest.mark.usefixtures("real_db")
def test_whoever_writes_changes_the_state() -> None:
    before = BASE.value("snapshot")
    OrgUnit.objects.create(code="P9", name="九厂", kind="company")
    assert BASE.value("snapshot") != before


@pytest.mark.usefixtures("real_db")
def test_inside_a_transaction_everybody_asks_for_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    usual = SqlRoom._send

    def send(room: SqlRoom, raw: object, name: str, *more: object) -> object:
        sent.append(name)
        return usual(room, raw, name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlRoom, "_send", send)
    with transaction.atomic():
        BASE.once("database_vitals", Vitals)
        BASE.once("database_vitals", Vitals)
    assert sent == ["database_vitals"] * 2
