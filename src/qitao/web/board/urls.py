"""Addresses of boards; `/wall/…` is open to whoever holds the link."""

from django.urls import path

from qitao.web.board import pages, wall, walls

app_name = "board"
urlpatterns = [
    path("board/", pages.board, name="board"),
    path("board/walls/", walls.walls, name="walls"),
    path("board/walls/new/", walls.new_wall, name="new_wall"),
    path("board/walls/revoke/<int:wall_link>/", walls.revoke, name="revoke_wall"),
    path("wall/<slug:secret>/", wall.wall, name="wall"),
]
