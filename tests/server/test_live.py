"""The live stream as a process: who may follow, what is told, and what a break costs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from qitao.base import journal
from qitao.production.actions import hold_order, resume_order
from tests.following import LiveProcess, live_process
from tests.shop import HOUSE
from tests.standing import stand
from tests.waiting import settled
from tests.web.conftest import sign_in
from tests.web.town import Town, busy_town

pytestmark = pytest.mark.slow
WHY = "mould is being repaired"


@pytest.fixture
def town(real_db: None) -> Town:
    made = stand("town", busy_town)
    settled()
    return made


@pytest.fixture
def live(town: Town, tmp_path: Path) -> Iterator[LiveProcess]:
    with live_process(tmp_path) as process:
        yield process


def session_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def session(town: Town) -> str:
    return session_of(sign_in(town.users["planner"]))


def test_who_follows_an_order_hears_of_it_and_of_no_other(
    town: Town, live: LiveProcess, session: str
) -> None:
    mine, other = town.orders["waiting"].order, town.orders["running"].order
    events = live.listen(session, topics=f"work_order:{mine}")
    hold_order(actor=HOUSE, order=other, reason=WHY)
    hold_order(actor=HOUSE, order=mine, reason=WHY)
    assert events.next("change", "reset") == ("change", [f"work_order:{mine}"])


def test_what_happened_between_the_page_and_the_stream_is_told(
    town: Town, live: LiveProcess, session: str
) -> None:
    order = town.orders["waiting"].order
    at = str(journal.present())
    hold_order(actor=HOUSE, order=order, reason=WHY)
    settled()
    events = live.listen(session, topics=f"work_order:{order}", at=at)
    assert events.next("change", "reset") == ("change", [f"work_order:{order}"])


def test_what_happened_while_the_process_was_dead_is_told(
    town: Town, live: LiveProcess, session: str
) -> None:
    order = town.orders["waiting"].order
    events = live.listen(session, topics=f"work_order:{order}")
    hold_order(actor=HOUSE, order=order, reason=WHY)
    assert events.next("change")[1] == [f"work_order:{order}"]
    stood = events.last
    live.kill()
    resume_order(actor=HOUSE, order=order)
    settled()
    live.start()
    again = live.listen(session, topics=f"work_order:{order}", last=stood)
    assert again.next("change", "reset")[0] == "reset"


@pytest.mark.parametrize("session", ["", "made-up"])
def test_strangers_hear_nothing(live: LiveProcess, session: str) -> None:
    assert live.listen(session, topics="stock").answer.status == 401


def test_who_signs_out_everywhere_is_told_so_by_the_next_page(
    town: Town, live: LiveProcess
) -> None:
    client = sign_in(town.users["planner"])
    session = session_of(client)
    assert live.listen(session, topics="stock").answer.status == 200
    client.post("/logout/")
    assert live.listen(session, topics="stock").answer.status == 401


def test_only_this_host_s_own_pages_may_read_it(live: LiveProcess, session: str) -> None:
    def allowed(origin: str) -> str | None:
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        answer = live.ask("/live/events", {"Origin": origin, "Cookie": cookie})
        return answer.getheader("Access-Control-Allow-Origin")

    assert allowed("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert allowed("http://elsewhere.example:8000") is None
    assert allowed("http://[") is None
