"""Address of the live news on the pages' own port; the stream has a port of its own."""

from django.urls import path

from qitao.web.live import pages

app_name = "live"
urlpatterns = [
    path("since", pages.since, name="since"),
    path("wall/<slug:secret>/since", pages.wall_since, name="wall_since"),
]
