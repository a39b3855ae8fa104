"""The field client: client/src bundled, made small, and held to what a weak line can carry.

`python -m scripts.build_client --each` says too what every module of the source adds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Container, Iterable, Mapping
from math import sin
from pathlib import Path
from typing import Any

import brotli
from PIL import Image, ImageDraw

from scripts.build_fonts import BUILD, PACKAGE_FILES, ROOT, fetch_packages

CLIENT = ROOT / "client"
OUT = ROOT / "src" / "xaso" / "field" / "static" / "field"
STAMP = OUT / "built-from.txt"
LISTS = (
    ROOT / "src" / "xaso" / "core" / "residents" / "data" / "languages.csv",
    ROOT / "src" / "xaso" / "modules" / "teams" / "data" / "codes.csv",
    ROOT / "src" / "xaso" / "modules" / "teams" / "data" / "report_forms.csv",
    ROOT / "src" / "xaso" / "modules" / "teams" / "data" / "report_items.csv",
    ROOT / "src" / "xaso" / "modules" / "coverage" / "data" / "operators.csv",
)
"""What can be chosen, as the commune's own program knows it: it goes into the client as it is."""
ENTRIES = ("core.ts", "drawing.ts", "main.tsx")
"""The page begins with the last; the others keep what it shares with them in objects of their own."""
WORKER, SHELL, TOLD = "sw.js", "index.html", "client.json"
AT = "/static/field/"
ICON_SIZES = (192, 512)
ALL_BYTES = 60_000
"""As delivered: everything needed to open and to work. The app lives over https alone, where browsers take brotli."""
OBJECT_BYTES = 16_000
"""As delivered: the largest single object without which the client does not open."""
GZIP_BYTES = 66_000
"""All of it for whoever stands between and lets gzip alone through."""
AHEAD, AT_ONCE = 11, 5
"""Brotli of the objects, packed when the program is built, and of what core/pages/compress.py packs on the spot."""
IMPORTS = frozenset({"import-statement", "dynamic-import"})
SHAPE = (
    "--bundle", "--splitting", "--format=esm", "--target=es2020", "--minify", "--charset=utf8",
    "--legal-comments=none", "--chunk-names=[name]-[hash]", "--entry-names=[name]-[hash]",
    "--jsx=automatic", "--jsx-import-source=preact", "--loader:.csv=text", "--log-level=warning",
)  # fmt: skip


def main(words: list[str]) -> int:
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp and "--each" not in words:
        print("client: up to date")
        return 0
    fetch_packages()
    shutil.rmtree(OUT, ignore_errors=True)
    opening = build(OUT, stamp[:10])
    for line in [*_sizes(_objects(OUT)), *(_each() if "--each" in words else [])]:
        print(line)
    faults = too_heavy(weights(OUT), opening, in_gzip(OUT))
    if not faults:
        STAMP.write_text(stamp, encoding="ascii")
    print("\n".join(faults) or "client: within its weight")
    return 1 if faults else 0


def build(into: Path, version: str) -> set[str]:
    """The objects, the page around them, and the worker that keeps them; named: what opens the app."""
    sources = [*(CLIENT / "src" / name for name in ENTRIES), CLIENT / "field.css"]
    written = bundle(sources, into, *SHAPE, f'--define:VERSION="{version}"')
    script, style = (_made_from(written, name) for name in ("main.tsx", "field.css"))
    opening = needed_to_open(written, [script]) | {style}
    for name in written.keys() - reached(written, [script]) - {style}:
        (into / name).unlink()
        del written[name]
    draw_icons(into)
    _write_shell(into, version, script, style, opening)
    objects = json.dumps([AT + name for name in sorted(written)])
    worker = (f"--define:OBJECTS={objects}", f'--define:VERSION="{version}"')
    alone = ("--bundle", "--format=iife", "--target=es2020", "--minify", "--log-level=warning")
    bundle([CLIENT / "src" / "sw.ts"], into, *alone, *worker)
    told = {"version": version, "objects": sorted(written)}
    (into / TOLD).write_text(json.dumps(told), encoding="ascii")
    return opening | {SHELL, WORKER}


def bundle(entries: Iterable[Path], into: Path, *shape: str) -> dict[str, Any]:
    """What was written, by file name, with its imports."""
    BUILD.mkdir(exist_ok=True)
    told = BUILD / f"{into.name}-meta.json"
    places = [f"--outdir={into}", f"--metafile={told}", *map(str, entries)]
    env = {**os.environ, "NODE_PATH": str(BUILD / "node_modules")}
    subprocess.run([native("@esbuild", "bin/esbuild"), *shape, *places], check=True, env=env)
    outputs = json.loads(told.read_text(encoding="utf-8"))["outputs"]
    return {Path(path).name: each for path, each in outputs.items()}


def native(owner: str, place: str) -> str:
    """The program itself: npm takes in the one package that is made for this machine."""
    found = [*(BUILD / "node_modules" / owner).glob(f"*/{place}*")]
    programs = [
        path for path in found if path.name in {Path(place).name, f"{Path(place).name}.exe"}
    ]
    if len(programs) != 1:
        raise SystemExit(f"{owner} has no program for this machine")
    return str(programs[0])


def weights(folder: Path) -> dict[str, int]:
    return {path.name: _delivered(path) for path in _objects(folder)}


def in_gzip(folder: Path) -> int:
    return sum(len(_gzip(path.read_bytes())) for path in _objects(folder))


def _delivered(path: Path) -> int:
    quality = AT_ONCE if path.name in {SHELL, WORKER} else AHEAD
    return len(brotli.compress(path.read_bytes(), quality=quality))


def needed_to_open(written: Mapping[str, Any], entries: Iterable[str]) -> set[str]:
    """The entries and what they import at once; what is only fetched later does not count."""
    return reached(written, entries, {"import-statement"})


def reached(
    written: Mapping[str, Any], entries: Iterable[str], ways: Container[str] = IMPORTS
) -> set[str]:
    turn, found = list(entries), set[str]()
    while turn:
        name = turn.pop()
        if name not in found:
            found.add(name)
            imports = written[name]["imports"]
            turn += [Path(each["path"]).name for each in imports if each["kind"] in ways]
    return found


def too_heavy(sizes: Mapping[str, int], opening: set[str], plain: int = 0) -> list[str]:
    found = [
        f"client: {name} has {size:,} bytes compressed, at most {OBJECT_BYTES:,}"
        for name, size in sorted(sizes.items())
        if name in opening and size > OBJECT_BYTES
    ]
    if (total := sum(sizes.values())) > ALL_BYTES:
        found.append(f"client: {total:,} bytes compressed in all, at most {ALL_BYTES:,}")
    if plain > GZIP_BYTES:
        found.append(f"client: {plain:,} bytes in all by gzip, at most {GZIP_BYTES:,}")
    return found


def draw_icons(into: Path) -> None:
    """The mark of core/ui/static/ui/mark.svg, for a phone's home screen: the terraces and the sun."""
    for size in ICON_SIZES:
        wide = size * 4
        image = Image.new("RGB", (wide, wide), "#27346b")
        pen = ImageDraw.Draw(image)
        for row in (13, 20.5, 28):
            points = [
                (wide * (0.22 + 0.56 * step / 40), wide * (row + 2.2 * sin(step / 6.5)) / 40)
                for step in range(41)
            ]
            pen.line(points, fill="#ffffff", width=wide // 18, joint="curve")
        pen.ellipse([wide * 0.62, wide * 0.78, wide * 0.75, wide * 0.91], fill="#f1c673")
        image.resize((size, size), Image.Resampling.LANCZOS).quantize(32).save(
            into / f"icon-{size}.png", optimize=True
        )


def _write_shell(into: Path, version: str, script: str, style: str, opening: set[str]) -> None:
    preloads = "\n".join(
        f'<link rel="modulepreload" href="{AT}{name}">'
        for name in sorted(opening - {script, style})
    )
    said = {
        "version": version,
        "icon": f"{AT}icon-192.png",
        "style": AT + style,
        "script": AT + script,
        "preloads": preloads,
    }
    page = (CLIENT / "shell.html").read_text(encoding="utf-8")
    for name, value in said.items():
        page = page.replace("{{" + name + "}}", value)
    (into / SHELL).write_text(page, encoding="utf-8")


def _made_from(written: Mapping[str, Any], source: str) -> str:
    return next(
        name for name, each in written.items() if Path(each.get("entryPoint", "")).name == source
    )


def _objects(folder: Path) -> list[Path]:
    """What goes over the line, icons apart: the browser takes one of them when it is asked to."""
    return [path for path in folder.iterdir() if path.suffix in {".js", ".css", ".html"}]


def _sizes(paths: Iterable[Path]) -> list[str]:
    lines, totals = [], [0, 0, 0]
    for path in sorted(paths):
        text = path.read_bytes()
        sizes = [len(text), len(_gzip(text)), len(brotli.compress(text, quality=11))]
        totals = [total + size for total, size in zip(totals, sizes, strict=True)]
        lines.append(_line(path.name, sizes))
    return [*lines, _line("in all", totals)]


def _each() -> list[str]:
    """Each module made small alone, without what it imports."""
    into = BUILD / "client_each"
    shutil.rmtree(into, ignore_errors=True)
    alone = (
        "--format=esm",
        "--target=es2020",
        "--minify",
        "--charset=utf8",
        "--jsx=automatic",
        "--jsx-import-source=preact",
        "--loader:.csv=text",
        "--log-level=warning",
    )
    sources = [path for path in sorted((CLIENT / "src").rglob("*.ts*")) if ".d." not in path.name]
    bundle(sources, into, *alone)
    return _sizes(into.rglob("*.js"))


def _line(name: str, sizes: list[int]) -> str:
    raw, packed, smaller = sizes
    return f"client: {name:<24} {raw:>7,} B  gzip {packed:>6,}  brotli {smaller:>6,}"


def _gzip(text: bytes) -> bytes:
    return gzip.compress(text, 9, mtime=0)


def _stamp() -> str:
    sources = sorted(path for path in CLIENT.rglob("*") if path.is_file())
    texts = [
        f"{path.resolve().relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes()
        for path in [*sources, *LISTS, *(ROOT / name for name in PACKAGE_FILES), Path(__file__)]
    ]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
