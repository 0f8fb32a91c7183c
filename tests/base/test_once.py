"""Many who ask the same of one state of the database get one answer, and nobody an old one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

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
        return once("how many", snapshot, lambda: asked.append(snapshot) or [snapshot])  # type: ignore[func-returns-value]

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


def test_what_could_not_be_answered_is_asked_again() -> None:
    with pytest.raises(ZeroDivisionError):
        once("broken", "1:1:", lambda: [1 // 0])
    assert once("broken", "1:1:", lambda: [1]) == [1]


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
