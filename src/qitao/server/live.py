"""The process of the live stream: granian with the house's one asynchronous application.

An open stream would hold a thread of the web server, so it is served here, at a port of its own.
"""

import os

from granian import Granian
from granian.constants import Interfaces

from qitao.server import lifeline

APPLICATION = "qitao.server.asgi"
KILL_SECONDS = 5
BACKLOG = 1024


def main() -> None:
    """Serve until told to stop: one process, since all streams are fed by one reader."""
    lifeline.hold()
    Granian(
        f"{APPLICATION}:application",
        address=os.environ["QITAO_HOST"],
        port=int(os.environ["QITAO_LIVE_PORT"]),
        interface=Interfaces.ASGI,
        workers=1,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    ).serve()


if __name__ == "__main__":
    main()
