"""The family of a lot as a picture, and what lay in stock at a moment."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse

from qitao.base import clock
from qitao.stock import queries
from qitao.stock.actions import post_moves
from qitao.stock.queries import LotRow, LotStep
from qitao.stock.values import LotId, MoveKind, MoveLine
from qitao.web.stock import family
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

AS_OF = reverse("stock:as_of")


def step(via: int, lot: int) -> LotStep:
    name = f"L{lot}"
    return LotStep(
        LotId(via),
        LotId(lot),
        name,
        1,
        "M",
        "料",
        "stuff",
        "work_order",
        1,
        Decimal(2),
        "PCS",  # type: ignore[arg-type]
    )


def root() -> LotRow:
    none = Decimal(0)
    at = clock.now()
    return LotRow(
        LotId(1),
        1,
        "M",
        "料",
        "stuff",
        "PCS",
        "L1",
        None,
        None,
        None,
        "",
        "",
        "",
        at,
        none,
        none,
        none,  # type: ignore[arg-type]
    )


def test_a_family_is_drawn_by_generations_and_no_box_lies_on_another() -> None:
    back = [step(1, 2), step(1, 3), step(2, 4), step(3, 4)]
    on = [step(1, n) for n in range(10, 15)]
    for across in (family.WIDE_ACROSS, family.PHONE_ACROSS):
        picture = family.draw(root(), back, on, across=across, lang="zh")
        boxes = {box.lot: box for box in picture.boxes}
        assert len(boxes) == 9
        assert boxes[LotId(4)].y < boxes[LotId(2)].y == boxes[LotId(3)].y < boxes[LotId(1)].y
        assert all(boxes[LotId(n)].y > boxes[LotId(1)].y for n in range(10, 15))
        assert len({(box.x, box.y) for box in picture.boxes}) == 9
        assert all(box.x + family.BOX <= picture.width for box in picture.boxes)
        assert all(box.y + family.HIGH <= picture.height for box in picture.boxes)
        assert len(picture.lines) == 4 + 5
    assert picture.width <= 326, "it fits a phone without being shrunk"


def test_a_large_family_says_how_many_are_not_drawn() -> None:
    on = [step(1, n) for n in range(2, 2 + family.NODES_MAX + 7)]
    picture = family.draw(root(), [], on, across=6, lang="en")
    assert len(picture.boxes) == family.NODES_MAX + 1
    assert picture.hidden == 7


def test_a_lot_that_comes_back_into_its_own_family_is_drawn_once() -> None:
    levels, hidden = family.generations(LotId(1), [step(1, 2), step(2, 3), step(3, 1), step(3, 2)])
    assert [[kin.lot for kin in level] for level in levels] == [[2], [3]]
    assert hidden == 0


def test_long_names_are_cut_to_the_box() -> None:
    assert family.fitting("abc") == "abc"
    assert family.fitting("整" * 30) == "整" * 9 + "…"
    assert len(family.fitting("x" * 200)) <= family.LETTERS


def test_stock_as_of_a_moment_is_what_lay_there_then(town: Town, visitor: Visitor) -> None:
    shop = town.shop
    before = clock.now()
    with clock.frozen(before + timedelta(minutes=2)):
        line = MoveLine(
            MoveKind.RECEIPT,
            shop.materials["SCREW"],
            Decimal(50),
            shop.places["SUP"],
            shop.places["SHELF"],
        )
        post_moves(actor=HOUSE, lines=(line,))

    def told(moment: object) -> list[tuple[str, Decimal]]:
        rows = queries.list_stock_as_of(shop.plant, moment, material=shop.materials["SCREW"])  # type: ignore[arg-type]
        return [(row.location_code, row.quantity) for row in rows]

    assert "SHELF" not in dict(told(before))
    assert dict(told(before + timedelta(minutes=3)))["SHELF"] == 50
    client = visitor("storekeeper")
    page = client.get(AS_OF, {"at": "2001-01-01T00:00"}).content.decode()
    assert "当时没有库存" in page or "没有符合" in page
    page = client.get(AS_OF).content.decode()
    assert "截至" in page
    assert "STORE" in page
    sheet = client.get(AS_OF, {"export": "csv"})
    assert "当时数量" in sheet.content.decode("utf-8-sig")
    for nonsense in ("0001-01-01T00:00", "9999-12-31T23:59", "x"):
        assert client.get(AS_OF, {"at": nonsense}).status_code == 200
    assert visitor("nobody").get(AS_OF).status_code == 403
