"""The verbs of the ledger."""

from qitao.stock.actions.moves import Posted, PostOutcome, post_moves

__all__ = ["PostOutcome", "Posted", "post_moves"]
