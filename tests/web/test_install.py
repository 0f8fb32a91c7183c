"""What a browser needs to install Qitao, and what it may keep."""

import json

from django.test import Client


def test_the_manifest_speaks_the_reader_s_language(client: Client) -> None:
    chinese = json.loads(client.get("/app.webmanifest").content)
    assert chinese["short_name"] == "齐套"
    client.cookies["lang"] = "en"
    english = json.loads(client.get("/app.webmanifest").content)
    assert english["short_name"] == "Qitao"
    sizes = {icon["sizes"] for icon in english["icons"]}
    assert {"192x192", "512x512"} <= sizes
    assert english["display"] == "standalone"


def test_the_worker_keeps_files_and_no_page_of_anybody(client: Client) -> None:
    script = client.get("/worker.js")
    assert script["Cache-Control"] == "no-cache"
    text = script.content.decode()
    kept = json.loads("[" + text.split("const FILES = [")[1].split("]")[0] + "]")
    assert kept
    assert all(name.startswith("/static/") for name in kept)


def test_the_page_without_a_network_is_there_in_both_languages(client: Client) -> None:
    page = client.get("/offline/").content.decode()
    assert "连不上服务器" in page
    assert "The server cannot be reached" in page
