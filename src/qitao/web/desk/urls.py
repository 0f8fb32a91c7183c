"""Address of the desk."""

from django.urls import path

from qitao.web.desk import pages

app_name = "desk"
urlpatterns = [path("", pages.desk, name="desk")]
