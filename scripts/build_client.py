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
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import brotli

from scripts.build_fonts import BUILD, PACKAGE_FILES, ROOT, fetch_packages

CLIENT = ROOT / "client"
OUT = ROOT / "src" / "xaso" / "field" / "static" / "field"
STAMP = OUT / "built-from.txt"
ENTRIES = ("main.ts",)
ALL_BYTES = 60_000
"""Compressed: everything needed to open and to work."""
OBJECT_BYTES = 16_000
"""Compressed: the largest single object without which the client does not open."""
SHAPE = (
    "--bundle", "--splitting", "--format=esm", "--target=es2020", "--minify", "--charset=utf8",
    "--legal-comments=none", "--chunk-names=[name]-[hash]", "--log-level=warning",
)  # fmt: skip


def main(words: list[str]) -> int:
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp and "--each" not in words:
        print("client: up to date")
        return 0
    fetch_packages()
    shutil.rmtree(OUT, ignore_errors=True)
    written = bundle([CLIENT / "src" / name for name in ENTRIES], OUT, *SHAPE)
    for line in [*_sizes(OUT.glob("*.js")), *(_each() if "--each" in words else [])]:
        print(line)
    faults = too_heavy(
        weights(OUT), needed_to_open(written, [Path(name).stem + ".js" for name in ENTRIES])
    )
    if not faults:
        STAMP.write_text(stamp, encoding="ascii")
    print("\n".join(faults) or "client: within its weight")
    return 1 if faults else 0


def bundle(entries: Iterable[Path], into: Path, *shape: str) -> Mapping[str, Any]:
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
    return {path.name: len(_gzip(path.read_bytes())) for path in folder.glob("*.js")}


def needed_to_open(written: Mapping[str, Any], entries: Iterable[str]) -> set[str]:
    """The entries and what they import at once; what is only fetched later does not count."""
    turn, found = list(entries), set[str]()
    while turn:
        name = turn.pop()
        if name not in found:
            found.add(name)
            imports = written[name]["imports"]
            turn += [
                Path(each["path"]).name for each in imports if each["kind"] == "import-statement"
            ]
    return found


def too_heavy(sizes: Mapping[str, int], opening: set[str]) -> list[str]:
    found = [
        f"client: {name} has {size:,} bytes compressed, at most {OBJECT_BYTES:,}"
        for name, size in sorted(sizes.items())
        if name in opening and size > OBJECT_BYTES
    ]
    if (total := sum(sizes.values())) > ALL_BYTES:
        found.append(f"client: {total:,} bytes compressed in all, at most {ALL_BYTES:,}")
    return found


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
        "--log-level=warning",
    )
    bundle(sorted((CLIENT / "src").glob("*.ts")), into, *alone)
    return _sizes(into.glob("*.js"))


def _line(name: str, sizes: list[int]) -> str:
    raw, packed, smaller = sizes
    return f"client: {name:<24} {raw:>7,} B  gzip {packed:>6,}  brotli {smaller:>6,}"


def _gzip(text: bytes) -> bytes:
    return gzip.compress(text, 9, mtime=0)


def _stamp() -> str:
    sources = sorted(path for path in CLIENT.rglob("*") if path.is_file())
    texts = [
        f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes()
        for path in [*sources, *(ROOT / name for name in PACKAGE_FILES), Path(__file__).resolve()]
    ]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
