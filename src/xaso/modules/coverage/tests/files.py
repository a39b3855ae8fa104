"""Small files of measurements, as programs and people write them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conftest import MORNING
from xaso.core.rights.actor import Actor
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import SignalFile

NORTH, EAST = 22.30, 104.00
DRIVE = "Timestamp;Latitude;Longitude;Operatorname;NetworkTech;Level"
CELLS = (
    "radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,averageSignal"
)
OWN = "thon,diem,loai_diem,nha_mang,cong_nghe,muc,dbm,trong_nha,buoi,ngay,cach_do,dien_luoi,dbkk,so_ho"


def drive(*rows: str, head: str = DRIVE) -> bytes:
    return "\r\n".join([head, *rows]).encode()


def driven(number: int, dbm: int = -97, operator: str = "Viettel", east: float = EAST) -> str:
    """One second and some metres after the one before."""
    moment = f"2026.11.20_09.{number // 60:02d}.{number % 60:02d}"
    return f"{moment};{NORTH};{east + number * 0.0001:.6f};{operator};4G;{dbm}"


def read(
    actor: Actor, content: bytes, name: str = "do-song.csv", at: datetime = MORNING
) -> SignalFile:
    return actions.start_file(actor=actor, name=name, content=content, at=at)


def taken(actor: Actor, content: bytes, at: datetime = MORNING, **way: Any) -> SignalFile:
    file = read(actor, content, at=at)
    chosen = {**file.way, **way}
    actions.queue_file(actor=actor, file_id=file.pk, way=chosen, at=at, apart=False)
    return actions.take_file(actor=actor, file_id=file.pk, at=at)
