"""Addresses of the help."""

from django.urls import path

from qitao.web.help import pages

app_name = "help"
urlpatterns = [
    path("", pages.help_of, name="help"),
    path("areas/<str:place>/", pages.area, name="area"),
    path("read/<path:name>/", pages.paper, name="paper"),
    path("pictures/<path:name>", pages.picture, name="picture"),
]
