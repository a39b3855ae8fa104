"""What lies on the disk afterwards, and how it comes back to a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from xaso.drills.browser import Answer
from xaso.drills.ground import Ground
from xaso.drills.site import Site

from .doors import dashed
from .item import NEVER_KEPT

SERVED = {
    "image/jpeg",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/webm",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILES = {
    "plans:evidence-file": "select id from plans_evidence where file_id is not null order by id desc",
    "indicators:proof": "select id from indicators_valueevidence where file_id is not null",
    "campaigns:recording": "select id from campaigns_campaignrecording order by id desc",
}
PLAYED = ("image/jpeg", "audio/")
"""Kinds a browser may show or play where they stand."""
SOUNDS = (b"OggS", b"\x1a\x45\xdf\xa3", b"ID3", b"\xff\xfb")
PAPERS = (b"%PDF-", b"PK\x03\x04")
ONE_OF_MANY = 40


@dataclass
class Judged:
    count: int = 0
    faults: list[str] = field(default_factory=list)


def kept_faults(place: Ground) -> Judged:
    judged = Judged()
    for path in sorted((place.data_dir / "files").rglob("*")):
        if path.is_file():
            judged.count += 1
            judged.faults += [f"kept {path.name[:12]}: {fault}" for fault in _harmful(path)]
    return judged


def served_faults(place: Ground, site: Site) -> Judged:
    """Each kept file as a person gets it: named by us, never run, never guessed at."""
    judged, browser = Judged(), place.sign_in("minh.giaphu")
    routes = {each.name: f"/{each.route}" for each in site.addresses}
    for name, sql in FILES.items():
        for (key,) in place.query(sql)[:ONE_OF_MANY]:
            path = re.sub(r"<[^>]*>", dashed(str(key)), routes[name])
            answer = browser.get(path)
            judged.count += 1
            judged.faults += [f"{path}: {fault}" for fault in _runs(answer)]
    return judged


def _harmful(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    if content.startswith(b"\xff\xd8\xff"):
        yield from (f"still says {word!r}" for word in NEVER_KEPT if word in content)
        yield from _told_by(content)
    elif not content.startswith((*PAPERS, *SOUNDS)) and content[4:8] != b"ftyp":
        yield f"is no kind we take: {content[:16]!r}"


def _told_by(content: bytes) -> Iterator[str]:
    from PIL import Image

    with Image.open(BytesIO(content), formats=("JPEG",)) as image:
        left = sorted({"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(image.info))
        if left or dict(image.getexif()):
            yield f"EXIF or the like is left: {left}"


def _runs(answer: Answer) -> Iterator[str]:
    kind = answer.headers.get("content-type", "")
    told = answer.headers.get("content-disposition", "")
    if answer.status != 200:
        yield f"answer {answer.status}"
    if kind not in SERVED:
        yield f"served as {kind}"
    if answer.headers.get("x-content-type-options") != "nosniff":
        yield "a browser may guess its kind"
    if "sandbox" not in answer.headers.get("content-security-policy", ""):
        yield "not in a sandbox"
    if not kind.startswith(PLAYED) and not told.startswith("attachment"):
        yield "shown instead of saved"
    if re.search(r"[\r\n<>\x00]|\.\./", told):
        yield f"its name is {told!r}"
