"""The board of orders by state, and boards on the wall."""
