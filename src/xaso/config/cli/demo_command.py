"""The sample communes: the same rows for the same day, made through the actions."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from .answers import Answer, BadInput
from .prepare import prepare_database

MORNING_IS_OVER = timedelta(hours=8)
"""Since midnight in Vietnam; the sample tells of its day until then."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reset", action="store_true", help="xóa dữ liệu mẫu cũ, dựng lại")
    parser.add_argument("--today", type=_day, default=None, metavar="NGÀY", help="2026-11-24")
    parser.add_argument(
        "--commune", action="append", default=[], metavar="MÃ", help="chỉ xã mẫu này; lặp lại được"
    )


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    if options.reset:
        _remove()
        prepare_database()
    from xaso.core.units.models import Commune

    if Commune.objects.filter(opened_at__isnull=False, is_sample=False).exists():
        raise BadInput(
            "real_commune", "Máy này đang có xã dùng thật. Dựng dữ liệu mẫu ở một thư mục khác."
        )
    if not Commune.objects.filter(is_sample=True).exists():
        build(options.today, _known(options.commune))
    return _answer()


def _known(codes: Sequence[str]) -> Sequence[str]:
    from xaso.core.sample.communes import sample_codes

    strange = sorted(set(codes) - set(sample_codes()))
    if strange:
        raise BadInput(
            "unknown_commune",
            f"Không có xã mẫu {', '.join(strange)}. Các xã mẫu: {', '.join(sample_codes())}.",
        )
    return codes


def build(today: date | None, codes: Sequence[str] = ()) -> None:
    """The sample communes named, or all of them."""
    from django.db import transaction

    from xaso.config.modules import MODULES
    from xaso.core.postgres.context import commune_context
    from xaso.core.sample.communes import sample_codes, settle
    from xaso.lib.ids import seeded_ids

    day = today or last_morning()
    places = [*(f"modules.{module}" for module in MODULES), "desk"]
    samples = [importlib.import_module(f"xaso.{place}.sample") for place in places]
    with transaction.atomic(), seeded_ids(f"xaso-sample-{day}"):
        for code in codes or sample_codes():
            with commune_context(code):
                story = settle(code, day)
                for sample in samples:
                    sample.tell(story)
                story.play()


def last_morning() -> date:
    """The newest day whose morning is over: nothing of the sample happens in hours to come."""
    from django.utils import timezone

    return (timezone.localtime() - MORNING_IS_OVER).date()


def _remove() -> None:
    from xaso.core.sample.removal import RealCommuneError, remove_samples

    try:
        remove_samples()
    except RealCommuneError as error:
        raise BadInput(
            "real_commune", "Máy này đang có xã dùng thật nên không xóa gì. Giữ nguyên dữ liệu."
        ) from error


def _answer() -> Answer:
    from django.conf import settings

    from xaso.core.rights.roles import all_roles
    from xaso.core.sample.communes import PASSWORD, accounts, sample_codes
    from xaso.core.units.models import Commune

    names = dict(Commune.objects.filter(is_sample=True).values_list("code", "name"))
    listed: list[dict[str, Any]] = [
        {
            "username": account.username,
            "password": PASSWORD,
            "role": all_roles()[account.role].label,
            "commune": account.commune,
        }
        for code in sample_codes()
        if code in names
        for account in accounts(code)
    ]
    data = {
        "communes": [{"code": code, "name": name} for code, name in names.items()],
        "accounts": listed,
        "url": settings.XASO_URL,
    }
    lines = [f"{row['username']}  {row['password']}  {row['role']}" for row in listed]
    return Answer(data, "\n".join([f"Dữ liệu mẫu sẵn sàng tại {settings.XASO_URL}", *lines]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("bad_day", "Viết ngày dạng 2026-11-24.") from None
