import pytest

from xaso.core.people.models import Account
from xaso.core.people.password_age import save_sign_in_settings

pytestmark = pytest.mark.django_db
ADDRESS = "/tro-giup/"


@pytest.fixture
def admin(person, gia_phu):
    actor = person("Trung", gia_phu, "quan_tri")
    Account.objects.filter(pk=actor.account_id).update(phone="0987 654 321")
    save_sign_in_settings(actor=actor, admin_password_expires=False, help_phone="0214 3 800 100")
    return actor


def test_everybody_reads_what_is_asked_first(client, db):
    page = client.get(ADDRESS).content.decode()

    assert page.count("<section") == 6
    assert "quên mật khẩu" in page


def test_the_number_to_call_for_help_is_shown_to_our_own_people_only(client, admin, lan, sign_in):
    assert "0214" not in client.get(ADDRESS).content.decode()

    page = sign_in(lan).get(ADDRESS).content.decode()

    assert 'href="tel:0214 3 800 100"' in page
    assert "Trung" in page
    assert "0987" not in page, "nobody's own number"


def test_another_communes_admin_is_not_shown(admin, sua, sign_in):
    assert "0214" not in sign_in(sua).get(ADDRESS).content.decode()
