"""What the program is made of beside its own source: a bill of materials, and the list of licences.

    python scripts/components.py build/sbom.json     CycloneDX, for who checks what a commune runs
    python scripts/components.py --licences FILE     goes into the wheel

Read from what is installed here and from requirements/run.txt; nothing is asked from anywhere.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
OURS = "xaso"
NAMES = uuid.UUID("0f4d5f0e-6c1c-5d4a-9d53-3c8f0e2f7a11")


def main(words: list[str]) -> int:
    if words[0] == "--licences":
        Path(words[1]).write_text(licences(), encoding="utf-8")
        return 0
    place = Path(words[0])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(bill()['components'])} components: {place}")
    return 0


def bill() -> dict[str, Any]:
    """CycloneDX 1.6. The same components give the same text, so two bills can be compared."""
    components = [*(_component(each) for each in parts()), *_browser_parts()]
    serial = uuid.uuid5(NAMES, json.dumps(components, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": metadata.version(OURS),
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": OURS, "dependsOn": [each["bom-ref"] for each in components]}],
    }


def licences() -> str:
    """One line for each part of others that runs with the program, and where its text stands."""
    lines = [f"{each.name} {each.version}: {licence_of(each)}" for each in parts()]
    lines += [
        f"{each['name']} {each['version']}: {each['licenses'][0]['license']['name']}"
        for each in _browser_parts()
    ]
    head = "Xã Số runs with the work of others. Each keeps its own licence, installed beside it:"
    return "\n".join([head, "", *sorted(lines, key=str.lower), ""])


def parts() -> list[metadata.Distribution]:
    """Installed ones among those the lock names, by name."""
    found = []
    for name in sorted(locked(LOCK)):
        try:
            found.append(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            continue  # for another machine or Python
    return found


def locked(lock: Path) -> dict[str, tuple[str, list[str]]]:
    """Name → (version, SHA-256 of its files)."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    rows = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)([^\n]*)", text, re.M)
    return {
        _plain(name): (version, re.findall(r"--hash=sha256:([0-9a-f]{64})", rest))
        for name, version, rest in rows
    }


def licence_of(part: metadata.Distribution) -> str:
    said = part.metadata.get("License-Expression") or part.metadata.get("License") or ""
    named = [
        line.rpartition("::")[2].strip()
        for line in part.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    first = said.strip().splitlines()[:1]
    return first[0][:80] if first and len(first[0]) < 80 else ", ".join(named) or "see its files"


def _component(part: metadata.Distribution) -> dict[str, Any]:
    name, version = _plain(part.name), part.version
    hashes = locked(LOCK)[name][1]
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"license": {"name": licence_of(part)}}],
        "properties": [{"name": "xaso:sha256", "value": each} for each in hashes],
    }


def _browser_parts() -> list[dict[str, Any]]:
    """Fonts and the like, taken from the npm registry when the program is built; not what builds it."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [
        {
            "type": "library",
            "bom-ref": f"pkg:npm/{name.replace('@', '%40')}@{each['version']}",
            "name": name,
            "version": each["version"],
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{each['version']}",
            "licenses": [{"license": {"name": each.get("license", "see its files")}}],
            "properties": [{"name": "xaso:integrity", "value": each["integrity"]}],
        }
        for place, each in packages.items()
        if (name := place.partition("node_modules/")[2]) and not each.get("dev")
    ]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
