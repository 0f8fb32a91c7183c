"""Addresses of signing in and of the own account."""

from django.urls import path

from qitao.web.login import pages

app_name = "login"
urlpatterns = [
    path("login/", pages.login, name="login"),
    path("login/code/", pages.code, name="code"),
    path("logout/", pages.logout, name="logout"),
    path("language/", pages.language, name="language"),
    path("plant/", pages.plant, name="plant"),
    path("account/", pages.account, name="account"),
    path("account/password/", pages.password, name="password"),
    path("account/second-step/", pages.second_step, name="second_step"),
    path("account/second-step/code/", pages.second_step_code, name="second_step_code"),
    path("account/second-step/off/", pages.second_step_off, name="second_step_off"),
    path("account/sessions/", pages.sessions, name="sessions"),
]
