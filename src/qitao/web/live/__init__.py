"""Live pages: what changed since a position of the journal, as it happens."""
