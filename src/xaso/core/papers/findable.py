from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.touched import subject
from xaso.core.search.kinds import Found, Kind, offer
from xaso.lib.dates import write_date

from .models import OfficialPaper


def describe(paper: OfficialPaper) -> Found:
    day = write_date(paper.paper_date) if paper.paper_date else ""
    return Found(
        title=paper.title,
        code=paper.full_number,
        hint=" · ".join(part for part in (paper.full_number, day) if part),
        texts=(paper.type_symbol,),
        is_over=paper.state == OfficialPaper.State.VOID,
    )


offer(
    Kind(
        name="van-ban",
        label=_("Văn bản"),
        model=OfficialPaper,
        describe=describe,
        right="papers.read",
        address=lambda pk: reverse("desk:paper", args=[pk]),
        heard={
            "papers.paper.*": subject,
            "papers.number.*": subject,
            "papers.signed.attached": subject,
        },
        order=40,
    )
)
