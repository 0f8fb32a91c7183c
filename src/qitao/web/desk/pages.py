"""工作台: what waits for this person."""

from django.http import HttpResponse

from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit


@page()
def desk(visit: Visit) -> HttpResponse:
    """Show the desk of the person who came."""
    return visit.show("desk/desk.html")
