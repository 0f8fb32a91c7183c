"""Addresses of imports and exports."""

from django.urls import path

from qitao.web.imports import columns, pages

app_name = "imports"
urlpatterns = [
    path("", pages.imports, name="imports"),
    path("export/<slug:noun>/", pages.export, name="export"),
    path("columns/<slug:upload>/", columns.columns, name="columns"),
    path("<int:run>/", pages.run, name="run"),
    path("<int:run>/mapping/", pages.mapping, name="mapping"),
    path("<int:run>/problems/", pages.problems, name="problems"),
    path("<int:run>/start/", pages.start, name="start"),
    path("<int:run>/stop/", pages.stop, name="stop"),
]
