"""How a set-up process tells `./qitao up` where it stands: JSON lines through a pipe."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from qitao.server.trouble import Trouble

VARIABLE = "QITAO_REPORT"


def tell(**event: Any) -> None:
    """Send one event to whoever started this process; without such a one it is dropped."""
    number = os.environ.get(VARIABLE)
    if number:
        os.write(int(number), json.dumps(event, ensure_ascii=False, default=str).encode() + b"\n")


def run(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    log: Path,
    heard: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Run a set-up process to its end; return its result, raise the trouble that it names."""
    read, write = os.pipe()
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env={**environment, VARIABLE: str(write)},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=subprocess.STDOUT,
            pass_fds=(write,),
        )
    os.close(write)
    result: dict[str, Any] = {}
    try:
        with os.fdopen(read, encoding="utf-8") as events:
            for line in events:
                event = json.loads(line)
                if "trouble" in event:
                    raise Trouble(event["trouble"], **event["evidence"])
                result.update(event.get("result", {}))
                heard(event)
        code = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if code:
        text = log.read_text(encoding="utf-8", errors="replace").strip()
        reason = text.splitlines()[-1].rstrip(".") if text else code
        raise Trouble("prepare_failed", reason=reason, log=log)
    return result
