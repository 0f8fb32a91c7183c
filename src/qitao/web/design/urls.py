"""Address of the component page."""

from django.urls import path

from qitao.web.design import pages

app_name = "design"
urlpatterns = [path("", pages.design, name="design")]
