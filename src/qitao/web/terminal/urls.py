"""Addresses of the terminal; all of its pages are one frame, which a tablet keeps."""

from django.urls import path

from qitao.web.terminal import pages

app_name = "terminal"
urlpatterns = [
    path("", pages.terminal, name="terminal"),
    path("pack/", pages.packed, name="pack"),
    path("known/", pages.known, name="known"),
    path("decide/", pages.decide, name="decide"),
    path("inspections/", pages.inspections, name="inspections"),
    path("inspections/<int:inspection>/", pages.inspections, name="inspection"),
    path("<int:operation>/", pages.operation, name="operation"),
]
