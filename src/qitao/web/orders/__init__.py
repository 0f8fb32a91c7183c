"""工单: the list, a new order, one order with why it waits and what to do."""
