"""The addresses beneath /api/."""

from django.urls import path, re_path

from qitao.api import views

app_name = "api"
urlpatterns = [
    path("docs", views.docs, name="docs"),
    path("openapi.json", views.document, name="openapi"),
    re_path(r"", views.call, name="call"),
]
