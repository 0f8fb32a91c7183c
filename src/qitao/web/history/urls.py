"""Addresses of records' histories."""

from django.urls import path

from qitao.web.history import pages

app_name = "history"
urlpatterns = [path("<slug:noun>/<int:number>/", pages.record, name="record")]
