"""The kinds of processes that work on the database: pages and API, the live stream, jobs."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping

from qitao.server import paths
from qitao.server.instance import Instance
from qitao.server.supervisor import Child
from qitao.server.trouble import Trouble

MODULES = {
    "worker": "qitao.server.worker",
    "web": "qitao.server.serve",
    "live": "qitao.server.live",
}
WEB_SECONDS_MAX = 90
ANSWER_SECONDS_MAX = 10
POLL_SECONDS = 0.05


def environment(instance: Instance, app_url: str) -> dict[str, str]:
    """Return what a process of the house must know; it never sees the owner's password."""
    return {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "qitao.server.settings",
        "QITAO_DATABASE_URL": app_url,
        "QITAO_SECRET_KEY": instance.secret("django"),
        "QITAO_DATA": str(instance.home),
        "QITAO_STATIC": str(paths.STATIC),
        "QITAO_ASSETS": str(paths.ASSETS),
    }


def children(instance: Instance, variables: Mapping[str, str]) -> list[Child]:
    """Return the job worker, the web server and the live stream."""
    return [
        Child(
            name,
            [sys.executable, "-m", module],
            variables,
            instance.logs / f"{name}.log",
            insistent=name == "web",
        )
        for name, module in MODULES.items()
    ]


def wait_for_web(web: Child, base: str) -> None:
    """Return once the web server says that it can work."""
    deadline = time.monotonic() + WEB_SECONDS_MAX
    while web.alive() and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{base}healthz", timeout=ANSWER_SECONDS_MAX).close()  # noqa: S310 (our own)
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            pass
        else:
            return
        time.sleep(POLL_SECONDS)
    raise Trouble("web_did_not_start", reason=web.last_words(), log=web.log)
