"""Addresses of people, roles, posts and the organisation."""

from django.urls import path

from qitao.web.people import pages

app_name = "people"
urlpatterns = [
    path("", pages.users, name="users"),
    path("new/", pages.new_user, name="new_user"),
    path("roles/", pages.roles, name="roles"),
    path("roles/<int:role>/", pages.role, name="role"),
    path("posts/", pages.posts, name="posts"),
    path("organisation/", pages.organisation, name="organisation"),
    path("<int:user>/", pages.user, name="user"),
    path("<int:user>/do/<slug:verb>/", pages.user_deed, name="user_deed"),
]
