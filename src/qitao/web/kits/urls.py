"""Addresses of kits."""

from django.urls import path

from qitao.web.kits import pages

app_name = "kits"
urlpatterns = [
    path("", pages.kits, name="kits"),
    path("check/", pages.check, name="check"),
    path("priority/", pages.priority, name="priority"),
    path("policy/", pages.policy, name="policy"),
    path("<slug:source_type>/<int:source_id>/", pages.kit, name="kit"),
]
