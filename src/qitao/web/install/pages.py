"""The manifest, the service worker, and the page that is shown without a network."""

import hashlib
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from qitao.base.texts import say
from qitao.web.shell.actors import lang_of
from qitao.web.shell.page import open_page
from qitao.web.shell.visit import Visit

TERMINAL = Path(__file__).parents[1] / "static" / "terminal"
KEPT = (
    "vendor/tabler.min.css",
    "qitao.css",
    "vendor/htmx.min.js",
    "vendor/idiomorph-ext.min.js",
    "vendor/icons.svg",
    "shell.js",
    "leaving.js",
    "begun.js",
    "bell.js",
    "live.js",
    "search.js",
    "camera.js",
    "days.js",
    "lacks.js",
    "quality.js",
    "mark.svg",
    "app-192.png",
    "app-512.png",
    "offline.js",
    *(f"terminal/{file.name}" for file in sorted(TERMINAL.iterdir())),
)
"""Files that a device keeps: with these a page from the network is whole at once."""
LATER = ("vendor/zxing-reader.js", "vendor/zxing-reader.wasm", "vendor/cally.js")
"""Large files that a device keeps once it has fetched them."""
ACCENT, GROUND = "#1f4fc4", "#f6f7f9"


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Tell the browser how the installed app is called and looks, in the reader's language."""
    lang = lang_of(request)
    icons = [
        {"src": static(f"app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    shortcuts = [
        {"name": say(words, lang), "url": reverse(name)}
        for words, name in (
            ("ui.nav.terminal.terminal", "terminal:terminal"),
            ("ui.nav.orders.orders", "orders:orders"),
        )
    ]
    answer = JsonResponse(
        {
            "id": "/",
            "name": say("ui.install.name", lang),
            "short_name": say("ui.brand", lang),
            "description": say("ui.install.description", lang),
            "lang": "en" if lang == "en" else "zh-CN",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": GROUND,
            "theme_color": ACCENT,
            "icons": icons + [icon | {"purpose": "maskable"} for icon in icons],
            "shortcuts": shortcuts,
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )
    answer["Vary"] = "Cookie"
    return answer


@require_safe
def worker(_: HttpRequest) -> HttpResponse:
    """Serve the service worker; its version changes with the files it keeps."""
    files = [static(name) for name in KEPT]
    later = [static(name) for name in LATER]
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    script = render_to_string(
        "install/worker.js",
        {
            "version": version,
            "files": files,
            "later": later,
            "offline": reverse("install:offline"),
            "terminal": reverse("terminal:terminal"),
            "drawing": reverse("catalog:file", args=["-"]).removesuffix("-/"),
        },
    )
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_page
def offline(visit: Visit) -> HttpResponseBase:
    """Say that there is no network, that nothing is lost, and what to do.

    A device keeps it in both languages: without a network nobody can be asked for the other.
    """
    parts = ("title", "kept", "now", "again")
    both = [
        {"code": lang, "lang": name, "brand": say("ui.brand", lang)}
        | {part: say(f"ui.install.{part}", lang) for part in parts}
        for lang, name in (("zh", "zh-CN"), ("en", "en"))
    ]
    return visit.show("install/offline.html", both=both)
