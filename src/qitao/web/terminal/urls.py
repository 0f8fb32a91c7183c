"""Addresses of the terminal."""

from django.urls import path

from qitao.web.terminal import pages

app_name = "terminal"
urlpatterns = [
    path("", pages.terminal, name="terminal"),
    path("<int:operation>/", pages.operation, name="operation"),
    path("<int:operation>/do/<slug:verb>/", pages.operation_deed, name="operation_deed"),
]
