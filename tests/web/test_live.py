"""What a page follows, and the news for pages that cannot reach the stream."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from qitao.base import clock
from qitao.base.journal import Change, Position
from qitao.base.verbs import VERBS
from qitao.web.live import stream, topics
from tests.web.conftest import Visitor
from tests.web.town import Town


def change(verb: str, subject: str = "", given: object = None) -> Change:
    return Change(1, 10, 100, verb, subject, json.dumps(given))


def test_a_change_is_about_its_floor_its_subject_and_whatever_was_given() -> None:
    given = {"orders": [5, 6], "reason": "x"}
    entry = change("production.redrive_orders", "work_order:5", given)
    assert topics.of(entry) == {"production", "work_order:5", "work_order:6"}
    lines = {"changes": [{"order": 8, "priority": 1}, {"order": 9, "priority": 1}]}
    entry = change("production.set_priorities", "", lines)
    assert topics.of(entry) == {"production", "work_order:8", "work_order:9"}
    assert topics.of(change("gone.verb", "thing:1")) == {"gone", "thing:1"}


def test_where_only_a_digest_was_kept_every_row_of_the_noun_may_have_changed() -> None:
    entry = change("production.set_priorities", "", {"bytes": 20_000, "sha256": "ab"})
    changed = topics.of(entry)
    assert topics.matching(["work_order:7", "stock"], changed) == ["work_order:7"]


def test_an_entry_that_cannot_be_read_stops_nobody_from_following() -> None:
    spoilt = Change(1, 10, 100, "production.set_priorities", "work_order:5", "{")
    sound = change("stock.post_moves", "", {})
    assert topics.of_all([spoilt, sound]) == {"production", "work_order:5", "stock"}


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_change_by_any_verb_can_be_told(name: str) -> None:
    assert name.partition(".")[0] in topics.of(change(name, given={}))


@pytest.mark.parametrize(
    "text", ["", "1.2", "1.2.x", "1.2.3.4", "-1.2.3", "1.2.99999999999999999999"]
)
def test_a_malformed_position_is_none(text: str) -> None:
    assert Position.parse(text) is None


def test_a_position_is_read_as_it_is_written() -> None:
    there = Position(1, 2**40, 2**63 - 1)
    assert Position.parse(str(there)) == there


def test_only_topics_are_followed_and_only_so_many() -> None:
    assert topics.parse("stock,work_order:5,<script>,a b,quality:*") == {
        "stock",
        "work_order:5",
        "quality:*",
    }
    many = ",".join(f"work_order:{n}" for n in range(1_000))
    assert len(topics.parse(many)) == topics.TOPICS_MAX


def since(client: Client, at: str, followed: str) -> dict[str, object]:
    answer = client.get("/live/since", {"at": at, "topics": followed})
    assert answer.status_code == 200
    told: dict[str, object] = json.loads(answer.content)
    return told


def test_a_stream_that_does_not_follow_the_journal_yet_takes_nobody() -> None:
    """Who joined now and was told nothing would miss what is done before it begins."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    asked = {"type": "http", "method": "GET", "path": stream.PATH, "headers": []}
    asyncio.run(stream.application(asked, receive, send))
    assert sent[0]["status"] == 503


def test_news_are_for_those_signed_in(client: Client) -> None:
    assert client.get("/live/since").status_code == 302


def test_without_a_position_one_looks_at_everything_again(visitor: Visitor) -> None:
    told = since(visitor("planner"), "", "stock")
    assert told["all"] is True
    assert Position.parse(str(told["at"])) is not None


def test_a_refused_form_follows_nothing(town: Town, visitor: Visitor) -> None:
    yesterday = clock.now().date() - timedelta(days=1)
    answer = visitor("planner").post(
        f"/orders/{town.orders['draft'].order}/do/update_order/", {"due_on": f"{yesterday}x"}
    )
    assert "data-live=" not in answer.content.decode()
