"""Places for real clusters: reachable by the database's user, gone after the test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_place() -> Iterator[Path]:
    """Make a folder that every user may enter, as pytest's own may not be."""
    folder = Path(tempfile.mkdtemp(prefix="qitao-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
