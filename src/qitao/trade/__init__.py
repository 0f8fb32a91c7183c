"""Trade: purchase orders and their receipts."""
