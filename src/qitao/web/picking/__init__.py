"""领料/退料: one list in walking order for many orders; a scan confirms a line."""
