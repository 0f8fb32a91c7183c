"""Addresses that the bar above a list posts to."""

from django.urls import path

from qitao.web.views import pages

app_name = "views"
urlpatterns = [
    path("save/", pages.save, name="save"),
    path("columns/", pages.columns, name="columns"),
    path("first/", pages.choose_first, name="choose_first"),
    path("<int:view>/delete/", pages.delete, name="delete"),
]
