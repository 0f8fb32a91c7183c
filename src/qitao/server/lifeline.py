"""A child process ends when its supervisor is gone, however that one died."""

import os
import signal
import threading

VARIABLE = "QITAO_LIFELINE"


def hold() -> None:
    """Watch the pipe to the supervisor; when it breaks, ask this process to stop."""
    number = os.environ.pop(VARIABLE, "")
    if not number:
        return
    pipe = int(number)
    os.set_inheritable(pipe, False)
    threading.Thread(target=_watch, args=(pipe,), name="lifeline", daemon=True).start()


def _watch(pipe: int) -> None:
    while os.read(pipe, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
