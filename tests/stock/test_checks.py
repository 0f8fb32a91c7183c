"""Each check finds what it is there for, when somebody corrupts the rows by hand."""

import pytest
from django.db import connection

from qitao.base.checks import CHECKS
from qitao.stock.actions import close_period, create_serials, post_moves, reserve
from qitao.stock.values import BusinessRef, ReserveLine
from tests.stock.conftest import HOUSE, PlantRows, all_findings


def corrupt(statement: str) -> None:
    """Change rows as only the owner of the server could: with the guards asleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        assert cursor.rowcount > 0
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def busy_ledger(plant: PlantRows) -> PlantRows:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    plant.receive("A", 10, happened_at=datetime(2026, 1, 5, tzinfo=UTC))
    post_moves(actor=HOUSE, lines=(plant.line("A", "B", 4), plant.line("A", "CUSTOMER", 1)))
    holder = BusinessRef("work_order", 1, 1)
    line = ReserveLine(holder, plant.materials["M1"], plant.plant, Decimal(2))
    reserve(actor=HOUSE, lines=(line,))
    (piece,) = create_serials(
        actor=HOUSE, material=plant.materials["SERIAL"], codes=("S1",)
    ).serials
    post_moves(actor=HOUSE, lines=(plant.line("SUPPLIER", "A", 1, "SERIAL", serial=piece),))
    close_period(actor=HOUSE, plant=plant.plant, ends_on=date(2026, 1, 31))
    return plant


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE stock_account SET quantity = 99 WHERE quantity = 4", {"ledger_equals_balance"}),
        ("UPDATE stock_account SET version = version + 1", {"ledger_equals_balance"}),
        (
            "DELETE FROM stock_entry WHERE version = 2",
            {"versions_without_gap", "movements_balance", "ledger_equals_balance"},
        ),
        (
            "UPDATE stock_entry SET balance_after = balance_after + 1 WHERE version = 2",
            {"versions_without_gap"},
        ),
        ("UPDATE stock_movement SET quantity = quantity + 1 WHERE line = 2", {"movements_balance"}),
        ("DELETE FROM stock_movement WHERE line = 2", {"movements_balance"}),
        (
            "UPDATE stock_movement SET target_id = source_id, target_status = 'blocked' "
            "WHERE kind = 'transfer' AND line = 1",
            {"movements_balance"},
        ),
        ("UPDATE stock_reservation SET quantity = 1", {"reservations_equal_reserved"}),
        ("DELETE FROM stock_reservation", {"reservations_equal_reserved"}),
        (
            "UPDATE stock_account SET reserved = 1 WHERE quantity = 4",
            {"reservations_equal_reserved"},
        ),
        ("UPDATE stock_serial SET location_id = NULL", {"serials_lie_in_stock"}),
        (
            "UPDATE stock_entry SET happened_at = now() WHERE happened_at < '2026-02-01'",
            {"closed_periods_stay"},
        ),
        ("UPDATE stock_snapshot SET quantity = quantity + 1", {"closed_periods_stay"}),
    ],
)
def test_a_corrupted_row_is_found(busy_ledger: PlantRows, statement: str, found: set[str]) -> None:
    assert all_findings() == []
    corrupt(statement)
    blamed = {
        name.split(".")[1]
        for name, each in CHECKS.items()
        if each.floor == "stock" and list(each.run())
    }
    assert blamed == found


def test_a_finding_names_the_account_and_the_figures(busy_ledger: PlantRows) -> None:
    from qitao.stock.checks import ledger_equals_balance
    from qitao.stock.models import Account

    account = Account.objects.get(quantity=4)
    corrupt(f"UPDATE stock_account SET quantity = 99 WHERE id = {account.pk}")
    (finding,) = ledger_equals_balance()
    assert finding.subject == f"account:{account.pk}"
    assert finding.evidence["quantity"] == 99
    assert finding.evidence["ledger"] == 4
    assert finding.evidence["material_code"] == "M1"
    corrupt(f"UPDATE stock_account SET quantity = 4 WHERE id = {account.pk}")
