"""Where things lie: the checkout, what is made from it, and the data of one installed Qitao."""

import hashlib
import os
from pathlib import Path

from qitao.server.trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[3]
SOURCE = CHECKOUT / "src" / "qitao"
VAR = CHECKOUT / "var"
ASSETS = VAR / "assets"
STATIC = VAR / "static"
SYSTEM_DATA = Path("/var/lib/qitao")


def instance_name() -> str:
    """Name this checkout so that two on one machine never share data: `qitao-3fa1c2`."""
    digest = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()
    return f"{CHECKOUT.name}-{digest[:6]}"


def data_dir(chosen: str | None = None) -> Path:
    """Return the data directory: the option, `QITAO_DATA`, or a place that the database reaches.

    Started as root, the database runs as an unprivileged user, who often cannot enter the checkout.
    """
    given = chosen or os.environ.get("QITAO_DATA")
    if given:
        try:
            return Path(given).expanduser().resolve()
        except (OSError, RuntimeError) as error:  # links in a ring, a user without a home
            raise Trouble("data_not_makeable", path=given, reason=error) from error
    if os.geteuid() == 0:
        return SYSTEM_DATA / instance_name()
    return VAR / "data"


def caches() -> dict[str, str]:
    """Return where installers keep their downloads, for a user who has no home to write to."""
    home = os.environ.get("HOME", "")
    if home and os.access(home, os.W_OK):
        return {}
    return {
        "UV_CACHE_DIR": str(VAR / "cache" / "uv"),
        "npm_config_cache": str(VAR / "cache" / "npm"),
    }
