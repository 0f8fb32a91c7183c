"""Single pieces by their serial numbers, and the oldest of a place."""

from collections.abc import Sequence

from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId
from qitao.stock.values import LotId, Piece, SerialId

sql = SqlRoom("qitao.stock")


def list_pieces(material: MaterialId, codes: Sequence[str]) -> list[Piece]:
    """Return the pieces of a material that have these serial numbers, in the order asked."""
    return sql.all("list_pieces", Piece, material=material, codes=list(codes))


def lock_pieces(
    material: MaterialId,
    lot: LotId | None,
    location: LocationId,
    quantity: int,
    named: Sequence[SerialId],
) -> list[SerialId]:
    """Lock and return the oldest pieces of a place, without the named ones.

    Those that are being moved now are left.
    """
    return sql.values(
        "lock_pieces",
        material=material,
        lot=lot,
        location=location,
        quantity=quantity,
        named=list(named),
    )
