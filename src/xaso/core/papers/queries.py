from __future__ import annotations

from datetime import date

from django.utils import timezone

from xaso.core.law.models import LegalText
from xaso.core.law.queries import cite, texts_in_force, unconfirmed
from xaso.core.people.queries import holders_of
from xaso.core.units.models import Commune

from .body import Body, from_json
from .document import Letterhead, Paper, Signature
from .models import OfficialPaper, PaperSettings


def settings_of(commune: Commune) -> PaperSettings:
    """As papers are printed by them; not to be saved: until somebody writes a name down, whoever is
    chairman today signs."""
    found = settings_written(commune)
    if not found.chairman_name:
        chairman = holders_of(commune, CHAIRMAN, timezone.localdate()).first()
        found.chairman_name = chairman.full_name if chairman else ""
    return found


def settings_written(commune: Commune) -> PaperSettings:
    return PaperSettings.objects.of(commune).first() or PaperSettings(commune=commune)


def body_of(paper: OfficialPaper) -> Body:
    found = from_json(paper.body) if paper.body else Body()
    if not isinstance(found, Body):
        raise TypeError("the body of a paper is a Body")
    return found


def compose(paper: OfficialPaper, settings: PaperSettings, today: date) -> Paper:
    """The whole paper as it prints today, or as it was numbered."""
    return compose_body(paper, body_of(paper), settings, today)


def compose_body(paper: OfficialPaper, body: Body, settings: PaperSettings, today: date) -> Paper:
    day = paper.paper_date or today
    commune = paper.commune
    return Paper(
        letterhead=Letterhead(
            parent=f"Ủy ban nhân dân {commune.full_name}" if body.issuer else settings.parent_line,
            body=(body.issuer,) if body.issuer else ("Ủy ban nhân dân", commune.full_name),
            place=settings.place_name or commune.name,
            symbol=paper.symbol or symbol_of(paper.type_symbol, settings),
            year=day.year,
            number=paper.number,
            day=paper.paper_date,
        ),
        kind=TYPE_NAMES.get(paper.type_symbol),
        abstract=paper.title,
        receivers=body.receivers,
        bases=(
            *(f"Căn cứ {cite(text)}" for text in texts_in_force(paper.basis_codes, on=day)),
            *body.bases,
        ),
        decider=f"Chủ tịch Ủy ban nhân dân {commune.full_name}" if _is_decision(paper) else "",
        blocks=body.blocks(),
        signature=body.signature or _chairman(paper, settings),
        also_signs=body.also_signs,
        recipients=body.recipients,
        file_copy=settings.office_file_copy,
        annexes=body.all_annexes(),
    )


def _chairman(paper: OfficialPaper, settings: PaperSettings) -> Signature:
    """A decision is the chairman's own; everything else he signs for the committee."""
    authority = () if _is_decision(paper) else ("TM. Ủy ban nhân dân",)
    return Signature(authority=authority, post="Chủ tịch", name=settings.chairman_name)


def _is_decision(paper: OfficialPaper) -> bool:
    return paper.type_symbol == DECISION


def symbol_of(type_symbol: str, settings: PaperSettings) -> str:
    """ "BC-UBND"; a công văn has no type and names the unit that wrote it: "UBND-VP". A type with
    the sign of its own body ("BB-HĐ") is the whole symbol."""
    if "-" in type_symbol:
        return type_symbol
    if type_symbol:
        return f"{type_symbol}-{settings.office_symbol}"
    return f"{settings.office_symbol}-{settings.letter_unit}"


def unticked_basis(paper: OfficialPaper) -> list[LegalText]:
    """Texts this paper cites that nobody has compared with the published text yet."""
    return [] if paper.basis_ticked_by else unconfirmed(paper.basis_codes)


CHAIRMAN = "chu_tich"
DECISION = "QĐ"
COUNCIL_MINUTES = "BB-HĐ"
TYPE_NAMES = {
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    DECISION: "Quyết định",
    "TB": "Thông báo",
    "TTr": "Tờ trình",
    "BB": "Biên bản",
    COUNCIL_MINUTES: "Biên bản",
    "GM": "Giấy mời",
}
