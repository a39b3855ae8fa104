"""A drive from its pattern to its end, and who may do what in it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from conftest import MORNING, TODAY
from xaso.core.events.models import Event
from xaso.core.law.seed import load_law
from xaso.core.residents.actions import close_household
from xaso.core.rights.actor import system_actor
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import CampaignItem, CampaignVillage, Checkpoint, Mode, Unit
from xaso.modules.campaigns.reasons import reasons
from xaso.modules.campaigns.templates_ready import ready_campaigns, split_evenly
from xaso.modules.campaigns.tests import make

pytestmark = pytest.mark.django_db
OGG = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(60)


@pytest.fixture
def na_mau(gia_phu):
    return make.villages(gia_phu, "Nà Mẫu")[0]


def test_every_ready_drive_can_be_drafted_and_names_known_reasons(lan):
    for code, ready in ready_campaigns().items():
        facts = {name: getattr(ready, name) for name in ("goal", "steps", "announcement")}
        campaign = make.draft(
            lan,
            mode=ready.mode,
            unit=ready.unit,
            name=ready.name,
            done_means=ready.done_means,
            reasons=list(ready.reasons),
            template_code=code,
            **facts,
        )
        assert set(ready.reasons) <= set(reasons())
        assert campaign.code.startswith("RQ-2026-")
    assert len(ready_campaigns()) == 8


def test_three_hundred_samples_are_shared_by_the_villages_and_rounded_up():
    assert split_evenly(300, 55) == 6
    assert split_evenly(300, 50) == 6
    assert split_evenly(300, 0) == 0


def test_numbers_follow_one_another_within_a_year(lan):
    first, second = make.draft(lan), make.draft(lan)
    next_year = make.draft(
        lan, from_date=TODAY.replace(year=2027), to_date=TODAY.replace(year=2027)
    )

    assert [c.code for c in (first, second, next_year)] == [
        "RQ-2026-01",
        "RQ-2026-02",
        "RQ-2027-01",
    ]


def test_a_list_needs_households_in_every_village(lan, mau_son, na_mau):
    make.households(lan, mau_son, 2)

    with pytest.raises(ValidationError, match="1 thôn: Nà Mẫu"):
        make.opened(lan, {mau_son: None, na_mau: None}, mode=Mode.LIST)
    with pytest.raises(ValidationError, match="Chọn các thôn"):
        actions.open_campaign(actor=lan, campaign_id=make.draft(lan).pk, at=MORNING)
    with pytest.raises(ValidationError, match="đơn vị đếm là hộ"):
        make.draft(lan, mode=Mode.LIST, unit=Unit.PERSON)


def test_the_head_of_the_village_answers_for_it_unless_another_is_named(lan, minh, pao, mau_son):
    campaign = make.opened(lan, {mau_son: 5})
    row = CampaignVillage.objects.get(campaign=campaign)
    assert row.responsible_id == pao.account_id

    actions.set_responsible(
        actor=minh, campaign_id=campaign.pk, village_id=mau_son.pk, account_id=lan.account_id
    )
    row.refresh_from_db()
    assert row.responsible_id == lan.account_id


def test_once_open_the_meaning_of_what_is_counted_does_not_change(lan, mau_son):
    campaign = make.opened(lan, {mau_son: 5})

    with pytest.raises(ValidationError, match="không đổi được nữa"):
        make.edited(lan, campaign, unit=Unit.PERSON)
    edited = make.edited(lan, campaign, unit=Unit.HOUSEHOLD, to_date=TODAY.replace(day=29))
    assert edited.to_date.day == 29


def test_a_village_that_has_reported_stays_in_the_drive(lan, mau_son, na_mau):
    campaign = make.opened(lan, {mau_son: 5, na_mau: 5})
    make.counts(lan, campaign, mau_son, 3)

    with pytest.raises(ValidationError, match="Thôn Mẫu Sơn đã báo"):
        actions.set_villages(
            actor=lan, campaign_id=campaign.pk, targets={na_mau.pk: 8}, at=MORNING
        )
    actions.set_villages(actor=lan, campaign_id=campaign.pk, targets={mau_son.pk: 9}, at=MORNING)
    assert CampaignVillage.objects.get(campaign=campaign).target == 9


def test_from_counting_to_the_list_nothing_is_ticked_and_what_was_counted_is_seen(lan, mau_son):
    make.households(lan, mau_son, 4)
    campaign = make.opened(lan, {mau_son: 4})
    make.counts(lan, campaign, mau_son, 3, 1)

    actions.switch_to_list(actor=lan, campaign_id=campaign.pk, at=MORNING)

    row = CampaignVillage.objects.get(campaign=campaign)
    assert (row.counted_before, row.done, row.listed, row.reported_at) == (3, 0, 4, None)
    with pytest.raises(ValidationError, match="đã theo danh sách"):
        actions.switch_to_list(actor=lan, campaign_id=campaign.pk, at=MORNING)
    with pytest.raises(ValidationError, match="không nhập số"):
        make.counts(lan, campaign, mau_son, 1)


def test_the_list_follows_the_households_and_keeps_its_numbers(lan, mau_son):
    first, second = make.households(lan, mau_son, 2)
    campaign = make.opened(lan, {mau_son: None}, mode=Mode.LIST)
    make.tick(lan, make.item(campaign, mau_son, 1))
    for household in (first, second):
        close_household(actor=lan, household_id=household.pk, reason="chuyen_di", at=MORNING)
    make.households(lan, mau_son, 1)

    actions.refresh_list(actor=lan, campaign_id=campaign.pk)

    numbers = CampaignItem.objects.filter(campaign=campaign).values_list("number", "state")
    assert sorted(numbers) == [(1, "xong"), (3, "")]


def test_a_sheet_of_paper_is_typed_in_by_its_numbers_and_twice_changes_nothing(lan, mau_son):
    make.households(lan, mau_son, 5)
    campaign = make.opened(lan, {mau_son: None}, mode=Mode.LIST)
    results = {1: ("xong", ""), 2: ("xong", ""), 3: ("chua_xong", "KHONG_SIM"), 4: ("vang", "")}
    given = {"actor": lan, "campaign_id": campaign.pk, "village_id": mau_son.pk, "at": MORNING}

    assert actions.enter_sheet(**given, results=results) == 4
    assert actions.enter_sheet(**given, results=results) == 0

    row = CampaignVillage.objects.get(campaign=campaign)
    assert (row.done, row.failed, row.absent, row.reached) == (2, 1, 1, 3)
    assert Checkpoint.objects.count() == 4
    with pytest.raises(ValidationError, match="không có số 9"):
        actions.enter_sheet(**given, results={9: ("xong", "")})


def test_a_village_head_reports_for_the_own_village_alone(lan, pao, mau_son, na_mau):
    campaign = make.opened(lan, {mau_son: 5, na_mau: 5})

    assert make.counts(pao, campaign, mau_son, 3).source == "thon"
    assert make.counts(lan, campaign, na_mau, 3, source="dien_thoai").source == "dien_thoai"
    with pytest.raises(ObjectDoesNotExist):
        make.counts(pao, campaign, na_mau, 3)
    with pytest.raises(PermissionDenied):
        actions.lock_campaign(actor=pao, campaign_id=campaign.pk, at=MORNING)


def test_another_commune_finds_nothing(lan, sua, mau_son):
    make.households(lan, mau_son, 1)
    campaign = make.opened(lan, {mau_son: None}, mode=Mode.LIST)

    with pytest.raises(ObjectDoesNotExist):
        make.tick(sua, make.item(campaign, mau_son, 1))
    with pytest.raises(ObjectDoesNotExist):
        actions.lock_campaign(actor=sua, campaign_id=campaign.pk, at=MORNING)


def test_after_the_books_are_closed_nothing_is_added(lan, mau_son):
    campaign = make.opened(lan, {mau_son: 5})
    actions.lock_campaign(actor=lan, campaign_id=campaign.pk, at=MORNING, proposals="Cấp SIM")

    with pytest.raises(ValidationError, match="khóa sổ"):
        make.counts(lan, campaign, mau_son, 3)


def test_lists_go_after_their_time_and_counts_stay(lan, mau_son):
    load_law()
    make.households(lan, mau_son, 3)
    campaign = make.opened(lan, {mau_son: None}, mode=Mode.LIST)
    make.tick(lan, make.item(campaign, mau_son, 1))
    make.tick(lan, make.item(campaign, mau_son, 2), "chua_xong", reason="KHONG_SIM")
    actions.lock_campaign(actor=lan, campaign_id=campaign.pk, at=MORNING)
    office = system_actor(lan.commune)

    assert actions.forget_lists(actor=office, at=MORNING + timedelta(days=90)) == 0
    assert actions.forget_lists(actor=office, at=MORNING + timedelta(days=91)) == 1

    row = CampaignVillage.objects.get(campaign=campaign)
    assert not CampaignItem.objects.exists()
    assert (row.done, row.failed, row.listed, row.reasons) == (1, 1, 3, {"KHONG_SIM": 1})
    assert Checkpoint.objects.filter(item=None).count() == 2
    assert Event.objects.get(kind="campaigns.lists.forgotten").data == {"campaigns": 1}


def test_a_draft_is_dropped_without_a_trace_of_villages(lan, mau_son):
    campaign = make.draft(lan)
    actions.set_villages(actor=lan, campaign_id=campaign.pk, targets={mau_son.pk: 5}, at=MORNING)

    actions.drop_draft(actor=lan, campaign_id=campaign.pk)

    assert not CampaignVillage.objects.exists()
    with pytest.raises(ValidationError, match="đang ra quân"):
        actions.drop_draft(actor=lan, campaign_id=make.opened(lan, {mau_son: 5}).pk)


def test_only_sound_is_taken_as_a_recording(lan, mau_son):
    campaign = make.opened(lan, {mau_son: 5})
    given = {"actor": lan, "campaign_id": campaign.pk, "language": "hmn", "title": "Bước 1",
             "name": "buoc-1.opus", "at": MORNING}  # fmt: skip

    recording = actions.add_recording(**given, content=OGG)
    assert (recording.file.name, recording.file.media_type) == ("buoc-1.ogg", "audio/ogg")
    for content, told in (
        (b"<html><script>", "Chỉ nhận tệp âm thanh"),
        (b"", "trống"),
        (b"\x00\x00\x00\x20ftypisom" + b"soun" + b"vide", "tệp phim"),
        (b"\x00\x00\x00\x20ftypM4A soun\xa9xyz+22.3+103.9", "vị trí"),
        (OGG + bytes(2_200_000), "2 MB"),
    ):
        with pytest.raises(ValidationError, match=told):
            actions.add_recording(**given, content=content)
    with pytest.raises(ValidationError, match="tiếng nói"):
        actions.add_recording(**{**given, "language": "xx"}, content=OGG)
