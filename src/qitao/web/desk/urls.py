"""Addresses of the desk and of the search for everything."""

from django.urls import path

from qitao.web.desk import pages, search

app_name = "desk"
urlpatterns = [
    path("", pages.desk, name="desk"),
    path("search/", search.search, name="search"),
]
