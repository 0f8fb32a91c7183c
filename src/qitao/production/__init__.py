"""Work orders, operations, reporting, requisition."""
