"""`/healthz`: whether this process can work, for the supervisor and for load balancers."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def healthz(_: HttpRequest) -> HttpResponse:
    """Answer 200 where the database answers, else 503."""
    if _answers() or _answers():  # once more: a connection that died while idle is replaced
        return HttpResponse("ok", content_type="text/plain")
    return HttpResponse("database does not answer", status=503, content_type="text/plain")


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True
