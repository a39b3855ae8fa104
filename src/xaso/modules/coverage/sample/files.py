"""Two files of the sample: what a phone measured along a road, and a month of i-Speed samples."""

from __future__ import annotations

from datetime import datetime, timedelta

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import Network, Place, PlaceKind

ROAD_POINTS, SPEED_ROWS = 120, 96
STRENGTHS = (-84, -91, -97, -103, -109, -112, -118, -108, -99, -93)
"""As one drives behind a ridge and out again."""
DRIVEN = "Timestamp;Latitude;Longitude;Operatorname;NetworkTech;Level"
TESTED = "Ngày;Thôn;Loại mạng;Nhà mạng;Download;Upload;Ping"


def tell_files(story: Story, office: Actor) -> None:
    if not office.may("coverage.import"):
        return
    story.at(
        -12, "16:20", lambda at: _taken(office, "do-duong-lien-thon.csv", _drive(office, at), at)
    )
    story.at(-4, "17:05", lambda at: _taken(office, "i-speed.csv", _speeds(story, at), at))
    story.at(-3, "09:15", lambda at: _published(office, at))


def _taken(office: Actor, name: str, rows: list[str], at: datetime) -> None:
    if len(rows) == 1:
        return
    file = actions.start_file(actor=office, name=name, content="\n".join(rows).encode(), at=at)
    actions.queue_file(actor=office, file_id=file.pk, way=file.way, at=at, apart=False)
    actions.take_file(actor=office, file_id=file.pk, at=at)


def _drive(office: Actor, at: datetime) -> list[str]:
    """From one centre to another, two hours before it is taken in."""
    rows = Place.objects.of(office.commune).filter(kind=PlaceKind.CENTRE, latitude__isnull=False)
    ends = list(rows.order_by("latitude", "pk").values_list("latitude", "longitude")[:2])
    if len(ends) < 2:
        return [DRIVEN]
    (north, east), (far_north, far_east) = [(float(n), float(e)) for n, e in ends if n and e]
    said = [DRIVEN]
    for number in range(ROAD_POINTS):
        part = number / ROAD_POINTS
        moment = at - timedelta(hours=2) + timedelta(seconds=20 * number)
        latitude, longitude = north + part * (far_north - north), east + part * (far_east - east)
        strength = STRENGTHS[number // 12 % len(STRENGTHS)] - number % 3
        said.append(f"{moment.isoformat()};{latitude:.6f};{longitude:.6f};Viettel;4G;{strength}")
    return said


def _speeds(story: Story, at: datetime) -> list[str]:
    names = [village.name for village in story.villages.values()]
    said = [TESTED]
    for number in range(SPEED_ROWS):
        network = Network.MOBILE if number % 3 else Network.FIXED
        down = 18 + number * 7 % 41 + (40 if network == Network.FIXED else 0)
        moment = at - timedelta(minutes=9 * number + 30)
        said.append(
            f"{moment.isoformat()};{names[number % len(names)]};{network.label};Viettel;{down};{down // 3};"
            f"{20 + number % 25}"
        )
    return said


def _published(office: Actor, at: datetime) -> None:
    if office.may("coverage.write"):
        actions.note_published(
            actor=office,
            month=(at.replace(day=1) - timedelta(days=1)).date(),
            network=Network.MOBILE,
            count=212,
            source="Trang công bố i-Speed",
            at=at,
        )
