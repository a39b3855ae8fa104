"""Whose rows are there, from the door of the server to the last statement. On PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from conftest import MORNING, TODAY, _opened
from xaso.core.events.chain import verify_chains
from xaso.core.events.models import Event
from xaso.core.events.record import record
from xaso.core.pages.pages import TextPage
from xaso.core.papers import actions as papers
from xaso.core.papers.body import Body
from xaso.core.papers.models import OfficialPaper
from xaso.core.postgres.context import SETTING, commune_context, every_commune, no_commune
from xaso.core.postgres.middleware import CommuneMiddleware
from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Commune, Village
from xaso.lib.ids import new_id

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row-level security"),
]
A, B = "02923", "03037"
CROWD = 50


@pytest.fixture
def villages(db, gia_phu, ta_van):
    for commune in (gia_phu, ta_van):
        Village.objects.create(commune=commune, name=f"Thôn của {commune.name}")


def test_contexts_stand_inside_each_other_and_give_back_what_held_before(villages):
    seen = []
    with no_commune():
        seen.append(told())
        with commune_context(A):
            seen.append(told())
            with every_commune():
                seen.append(told())
            with commune_context(B):
                seen.append(told())
            seen.append(told())
        seen.append(told())

    assert seen == ["", A, "*", B, A, ""]


def test_trouble_inside_a_context_does_not_leave_it_behind(villages):
    with commune_context(A):
        with pytest.raises(ValueError, match="broke"), commune_context(B):
            raise ValueError("broke")

        assert told() == A


def test_a_broken_statement_does_not_leave_its_context_behind(villages):
    with commune_context(A):
        with pytest.raises(DatabaseError), transaction.atomic(), commune_context(B):
            Village.objects.create(commune_id=A, name="Thôn lạc")

        assert told() == A
        assert Village.objects.get().commune_id == A


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_each_statement_is_told_and_nothing_stays(bare):
    with commune_context(A):
        names = [village.name for village in Village.objects.iterator(chunk_size=1)]
        with transaction.atomic():
            inside = told()
        with every_commune():
            everybody = Village.objects.count()

    assert names == ["Thôn của Gia Phú"]
    assert (inside, everybody) == (A, 2)
    assert told() == ""


@pytest.mark.django_db(transaction=True)
def test_a_context_that_opens_a_transaction_gives_back_the_one_around_it(bare):
    with commune_context(A), transaction.atomic():
        with every_commune():
            everybody = Village.objects.count()
        own = Village.objects.count()

    assert (everybody, own) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_whoever_names_no_commune_finds_nothing(bare):
    assert Village.objects.count() == 0
    with pytest.raises(DatabaseError, match="row-level security"):
        Village.objects.create(commune_id=A, name="Không của ai")


class Forgetful(TextPage):
    """A page whose writer forgot the filter."""

    right = "desk.home"

    def get(self, request, *args, **kwargs):
        return HttpResponse(", ".join(sorted(v.name for v in Village.objects.all())))


class OpenForgetful(Forgetful):
    public = True


class Breaks(TextPage):
    right = "desk.home"

    def get(self, request, *args, **kwargs):
        Village.objects.create(commune=self.actor.commune, name="Thôn dở dang")
        return HttpResponse(status=int(request.GET["status"]))


urlpatterns = [
    path("quen/", Forgetful.as_view()),
    path("quen-cong-khai/", OpenForgetful.as_view()),
    path("hong/", Breaks.as_view()),
]


@pytest.fixture
def planted():
    with override_settings(
        ROOT_URLCONF=__name__, CSRF_FAILURE_VIEW="django.views.csrf.csrf_failure"
    ):
        yield


def test_a_page_that_forgets_the_filter_shows_own_rows_alone(villages, planted, lan, sua, sign_in):
    own = sign_in(lan).get("/quen/").content.decode()
    theirs = sign_in(sua).get("/quen/").content.decode()

    assert own == "Thôn của Gia Phú"
    assert theirs == "Thôn của Tả Van"


def test_a_visitor_gets_no_rows_from_a_page_that_forgets(villages, planted, client):
    assert client.get("/quen-cong-khai/").content.decode() == ""


def test_a_page_that_breaks_leaves_nothing_half_done(gia_phu, planted, lan, sign_in):
    sign_in(lan).get("/hong/?status=500")

    assert not Village.objects.exists()


def test_a_page_that_refuses_keeps_what_it_noted(gia_phu, planted, lan, sign_in):
    sign_in(lan).get("/hong/?status=422")

    assert Village.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_slow_line_holds_no_transaction_open(bare, rf):
    held = []

    class Slow(BytesIO):
        def read(self, *args):
            held.append(connection.in_atomic_block)
            return super().read(*args)

    request = rf.post("/", "ten=x", content_type="application/x-www-form-urlencoded")
    request._stream = Slow(b"ten=x")
    request.session = {"_auth_user_id": str(new_id())}
    request.user = AnonymousUser()
    answer = CommuneMiddleware(lambda _: HttpResponse(str(connection.in_atomic_block)))(request)

    assert answer.content == b"True"
    assert held == [False]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers_without_a_gap(bare):
    with commune_context(A):
        office = system_actor(_opened(A))
        papers.save_settings(actor=office, chairman_name="Lý A Thào", place_name="Gia Phú")
    drafts = [drafted(number).pk for number in range(CROWD)]

    together(CROWD, lambda place: numbered(drafts[place]))

    with every_commune():
        given = sorted(OfficialPaper.objects.values_list("number", flat=True))
        checked, broken = verify_chains()
    assert given == list(range(1, CROWD + 1))
    assert (checked, broken) == (2 * CROWD + 1, None)


@pytest.mark.django_db(transaction=True)
def test_fifty_write_to_two_chains_in_any_order_of_rows_and_none_waits_for_ever(bare):
    with every_commune():
        rows = list(Village.objects.order_by("commune_id").values_list("pk", "commune_id"))

    together(CROWD, lambda place: noted_twice(*rows[place % 2], first=place % 4 < 2))

    with every_commune():
        checked, broken = verify_chains()
        heads = [Event.objects.filter(commune_id=code).count() for code in (A, B)]
    assert (checked, broken) == (2 * CROWD, None)
    assert heads == [CROWD, CROWD]


@pytest.fixture
def bare(transactional_db):
    """As in the field: nothing is told at the start of the connection, nobody's rows are there."""
    from xaso.core.units.catalogue import load_catalogue

    connection.close()
    options = connection.settings_dict["OPTIONS"]
    before = options.pop("options", None)
    load_catalogue()
    for code in (A, B):
        with commune_context(code):
            commune = _opened(code)
            Village.objects.create(commune=commune, name=f"Thôn của {commune.name}")
    yield
    connection.close()
    if before:
        options["options"] = before


def told():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        return cursor.fetchone()[0] or ""


def together(count, work):
    """Each in a thread and on a connection of its own; trouble of any is trouble here."""

    def alone(place):
        try:
            return work(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=25) as threads:
        return list(threads.map(alone, range(count)))


def rest():
    """Long enough for another to step in, were it let."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.01)")


def drafted(number):
    with commune_context(A):
        return papers.draft_paper(
            actor=system_actor(Commune.objects.get(pk=A)),
            kind="bao-cao",
            title=f"Báo cáo {number}",
            body=Body(),
            at=MORNING,
            type_symbol="BC",
        )


def numbered(paper_id):
    with commune_context(A):
        return papers.give_number(
            actor=system_actor(Commune.objects.get(pk=A)),
            paper_id=paper_id,
            paper_date=TODAY,
            basis_checked=True,
            at=MORNING,
        )


def noted_twice(village_id, code, *, first):
    """One takes its row before it notes, the other notes before it takes the row."""
    with commune_context(code), transaction.atomic():
        actor = system_actor(Commune.objects.get(pk=code))
        if first:
            Village.objects.select_for_update().get(pk=village_id)
            rest()
        record("units.village.edited", actor=actor, subject_id=village_id)
        rest()
        Village.objects.select_for_update().get(pk=village_id)
        record("units.village.edited", actor=actor, subject_id=village_id)
