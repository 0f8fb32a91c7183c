"""What is unread: whatever joined a notice since it was seen."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from qitao.base.ids import PlantId
from qitao.watch.rules import is_unread, noticed
from qitao.watch.values import Group, SeenMark

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def group(reference: str = "7", *, count: int = 3, newest: datetime = NOON) -> Group:
    return Group(
        kind="short",
        plant=PlantId(1),
        reference=reference,
        name="ABS 粒料",
        name_en="ABS resin",
        code="RESIN",
        unit="kg",
        figure=Decimal(5),
        count=count,
        number="WO-1",
        target=7,
        others=0,
        since=NOON - HOUR,
        newest=newest,
    )


@pytest.mark.parametrize(
    ("mark", "unread"),
    [
        (None, True),
        (SeenMark("short:1:7", NOON, 3), False),
        (SeenMark("short:1:7", NOON - HOUR, 3), True),
        (SeenMark("short:1:7", NOON + HOUR, 2), True),
        (SeenMark("short:1:7", NOON, 40), False),
    ],
)
def test_what_joined_since_it_was_seen_is_unread(mark: SeenMark | None, unread: bool) -> None:
    assert is_unread(group(), mark) is unread


def test_the_newest_stands_first_and_marks_belong_to_their_own_notice() -> None:
    old, new = group("7"), group("8", newest=NOON + HOUR)
    seen = SeenMark(old.key, NOON, 3)
    told = noticed([old, new], {old.key: seen})
    assert [(each.group.key, each.unread) for each in told] == [
        ("short:1:8", True),
        ("short:1:7", False),
    ]
