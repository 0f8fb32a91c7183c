"""Addresses of processes."""

from django.urls import path

from qitao.web.flows import pages, trouble

app_name = "flows"
urlpatterns = [
    path("", pages.flows, name="flows"),
    path("trouble/", trouble.trouble, name="trouble"),
    path("trouble/do/<slug:verb>/", trouble.trouble_deed, name="trouble_deed"),
    path("publish/", pages.publish, name="publish"),
    path("<int:definition>/", pages.flow, name="flow"),
    path("<int:definition>/do/<slug:verb>/", pages.flow_deed, name="flow_deed"),
]
