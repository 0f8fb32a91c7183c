"""Who tries wrong tokens must wait: a small memory of failures per address, in this process."""

import time
from threading import Lock

from qitao.api.values import ADDRESSES_MAX, FAILURE_SECONDS, FAILURES_MAX, TOO_FAST
from qitao.base.refusal import Refusal

_failures: dict[str, tuple[float, int]] = {}
_lock = Lock()


def check(address: str) -> None:
    """Refuse `TOO_FAST` for an address that failed too often within the minute."""
    kept = _failures.get(address)
    if kept is None:
        return
    begun, count = kept
    left = FAILURE_SECONDS - (time.monotonic() - begun)
    if count >= FAILURES_MAX and left > 0:
        raise Refusal(TOO_FAST, seconds=int(left) + 1)


def note_failure(address: str) -> None:
    """Count a failed try; the count starts anew each minute."""
    now = time.monotonic()
    with _lock:
        if len(_failures) >= ADDRESSES_MAX:
            _failures.clear()
        begun, count = _failures.get(address, (now, 0))
        fresh = now - begun >= FAILURE_SECONDS
        _failures[address] = (now, 1) if fresh else (begun, count + 1)


def forget() -> None:
    """Forget all failures (tests)."""
    _failures.clear()
