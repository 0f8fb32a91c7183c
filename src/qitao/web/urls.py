"""Addresses of all areas; an area's own addresses lie beside its pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("qitao.web.desk.urls")),
    path("", include("qitao.web.login.urls")),
    path("design/", include("qitao.web.design.urls")),
]
