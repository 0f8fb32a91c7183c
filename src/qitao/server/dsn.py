"""Addresses of databases, `postgresql://user:password@host:port/name`."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from qitao.server.trouble import Trouble

SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Dsn:
    """The parts of an address; `options` are libpq's (sslmode, application_name …)."""

    host: str
    port: int | None
    name: str
    user: str
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def url(self) -> str:
        """Write it as one URL; a socket directory goes into the query."""
        options = dict(self.options)
        host = self.host
        if host.startswith("/"):
            options["host"] = host
            host = ""
        elif ":" in host:
            host = f"[{host}]"
        login = quote(self.user, safe="")
        if self.password:
            login += ":" + quote(self.password, safe="")
        port = f":{self.port}" if self.port else ""
        query = "?" + urlencode(options, quote_via=quote) if options else ""
        return f"postgresql://{login}@{host}{port}/{quote(self.name, safe='')}{query}"

    def shown(self) -> str:
        """Write it for people: without the password."""
        where = self.host or "localhost"
        port = f":{self.port}" if self.port else ""
        return f"{self.user}@{where}{port}/{self.name}"


def parse(text: str) -> Dsn:
    """Read an address; refuse what is not one."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Trouble("dsn_unreadable") from error
    name = unquote(parts.path.lstrip("/"))
    options = dict(parse_qsl(parts.query))
    host = parts.hostname or options.pop("host", "")
    user = unquote(parts.username or options.pop("user", ""))
    password = unquote(parts.password or options.pop("password", ""))
    if parts.scheme not in SCHEMES or not name or not user:
        raise Trouble("dsn_unreadable")
    return Dsn(host, port, name, user, password, tuple(options.items()))
