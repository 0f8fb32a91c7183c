"""Addresses of people, roles, posts and the organisation."""

from django.urls import path

from qitao.web.people import matrix, organisation, pages, posts, tokens

app_name = "people"
urlpatterns = [
    path("", pages.users, name="users"),
    path("new/", pages.new_user, name="new_user"),
    path("held/", matrix.holders, name="holders"),
    path("why/", matrix.why, name="why"),
    path("roles/", posts.roles, name="roles"),
    path("roles/new/", posts.new_role, name="new_role"),
    path("roles/<int:role>/", posts.role, name="role"),
    path("roles/<int:number>/do/<slug:verb>/", posts.role_deed, name="role_deed"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.new_post, name="new_post"),
    path("posts/<int:post>/", posts.post, name="post"),
    path("posts/<int:number>/do/<slug:verb>/", posts.post_deed, name="post_deed"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/units/new/", organisation.new_unit, name="new_unit"),
    path("organisation/units/<int:unit>/", organisation.unit, name="unit"),
    path(
        "organisation/units/<int:number>/do/<slug:verb>/", organisation.unit_deed, name="unit_deed"
    ),
    path("organisation/plants/new/", organisation.new_plant, name="new_plant"),
    path("organisation/plants/<int:plant>/", organisation.plant, name="plant"),
    path(
        "organisation/plants/<int:number>/do/<slug:verb>/",
        organisation.plant_deed,
        name="plant_deed",
    ),
    path("tokens/", tokens.tokens, name="tokens"),
    path("<int:user>/", pages.user, name="user"),
    path("<int:user>/token/", tokens.new_token, name="new_token"),
    path("<int:user>/token/do/<slug:verb>/", tokens.token_deed, name="token_deed"),
    path("<int:user>/do/<slug:verb>/", pages.user_deed, name="user_deed"),
]
