"""Addresses of picking."""

from django.urls import path

from qitao.web.picking import pages

app_name = "picking"
urlpatterns = [
    path("", pages.orders, name="orders"),
    path("take/<int:order>/", pages.take, name="take"),
    path("bring/<int:order>/", pages.bring, name="bring"),
    path("gather/", pages.gather, name="gather"),
    path("walk/", pages.walk, name="walk"),
]
