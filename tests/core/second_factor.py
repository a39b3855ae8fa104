"""What stories of the second factor share: a password, codes of a phone, the two doors."""

from datetime import timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from xaso.core.people.models import Account
from xaso.core.people.second_factor import actions

PASSWORD = "Ruộng bậc thang tháng 9"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(actor):
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(PASSWORD)
    account.save()
    return actor


def code_at(moment, secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def turn_on(actor, at=MORNING, phone_ahead=timedelta(0)):
    code = code_at(at + phone_ahead)
    return actions.turn_on_by_phone(actor=actor, secret=SECRET, code=code, at=at)


def name_of(actor):
    return Account.objects.get(pk=actor.account_id).username


def give_password(actor, browser=None, password=PASSWORD):
    browser = browser or Client()
    fields = {"login": name_of(actor), "password": password}
    return browser, browser.post(reverse("account_login"), fields)


def give_code(browser, code):
    return browser.post(reverse("mfa_authenticate"), {"code": code})


def is_in(browser):
    return "_auth_user_id" in browser.session
