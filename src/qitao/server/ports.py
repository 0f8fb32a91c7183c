"""Ports of this machine: whether one is free, and which free one to propose."""

import errno
import socket
from contextlib import closing

NEARBY_MAX = 50


def address_of(host: str) -> str:
    """Return the numeric address of a host name; raise `OSError` where it has none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return str(found[0][4][0])


def is_free(host: str, port: int) -> bool:
    """Tell whether a server may listen there; raise `OSError` where the host is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def free_near(host: str, port: int) -> int:
    """Return a free port, one of the next numbers if possible."""
    for candidate in range(port + 1, min(port + NEARBY_MAX, 65_536)):
        if is_free(host, candidate):
            return candidate
    return any_free(host)


def any_free(host: str = "127.0.0.1") -> int:
    """Return a port that the system says is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
