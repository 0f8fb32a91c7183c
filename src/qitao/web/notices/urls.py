"""Addresses of the notices and of the bell."""

from django.urls import path

from qitao.web.notices import pages

app_name = "notices"
urlpatterns = [
    path("", pages.notices, name="notices"),
    path("bell/", pages.bell, name="bell"),
    path("see/", pages.see, name="see"),
]
