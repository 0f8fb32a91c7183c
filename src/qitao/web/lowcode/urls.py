"""Addresses of templates."""

from django.urls import path

from qitao.web.lowcode import pages

app_name = "lowcode"
urlpatterns = [
    path("", pages.templates, name="templates"),
    path("<str:code>/", pages.template, name="template"),
    path("<str:code>/do/<slug:verb>/", pages.template_deed, name="template_deed"),
]
