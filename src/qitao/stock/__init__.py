"""Stock: the double-entry ledger, its balances, lots, reservations and periods."""
