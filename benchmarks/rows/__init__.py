"""The rows of the table, floor by floor; importing a module registers its rows."""

from importlib import import_module

MODULES = ("stock", "kitting", "flow", "web", "search", "paint", "live", "production", "links")


def load() -> None:
    """Register every row."""
    for name in MODULES:
        import_module(f"benchmarks.rows.{name}")
