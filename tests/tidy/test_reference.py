"""The reference in docs/ says what the code says."""

from qitao.server.reference import pages


def test_the_reference_is_current() -> None:
    stale = [
        str(file)
        for file, text in pages().items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run ./qitao docs"
