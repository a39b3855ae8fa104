"""Accounts without e-mail, and the roles a person holds between two days."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from xaso.core.postgres.context import every_commune
from xaso.core.units.models import Commune, CommuneOwned, CommuneQuerySet, Village
from xaso.lib.ids import new_id

USERNAME_RULE = RegexValidator(
    r"^[a-z0-9][a-z0-9.\-]{2,39}$",
    _("Tên đăng nhập gồm 3–40 chữ thường không dấu, số, dấu chấm hoặc gạch nối."),
)


class AccountQuerySet(CommuneQuerySet["Account"]):
    def open(self) -> AccountQuerySet:
        return self.filter(is_active=True)


class AccountManager(BaseUserManager["Account"].from_queryset(AccountQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Account:
        found: Account = self.select_related("commune").get(username=(username or "").lower())
        return found


class Account(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, verbose_name=_("xã"))
    username = models.CharField(
        _("tên đăng nhập"), max_length=40, unique=True, validators=[USERNAME_RULE]
    )
    full_name = models.CharField(_("họ và tên"), max_length=80)
    job_title = models.CharField(_("chức vụ"), max_length=80, blank=True)
    unit_name = models.CharField(_("phòng, đơn vị"), max_length=80, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    made_at = models.DateTimeField(_("lập lúc"))
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    close_reason = models.CharField(_("lý do khóa"), max_length=200, blank=True)
    closed_as_idle = models.BooleanField(_("tự khóa vì lâu không dùng"), default=False)
    password_set_at = models.DateTimeField(_("đặt mật khẩu lúc"), null=True, blank=True)
    password_needs_factor = models.BooleanField(
        _("mật khẩu chỉ đủ khi có lớp thứ hai"), default=False
    )
    second_factor_asked_at = models.DateTimeField(
        _("được nhắc bật lớp thứ hai lúc"), null=True, blank=True
    )
    last_seen_at = models.DateTimeField(_("dùng gần nhất"), null=True, blank=True)
    session_round = models.PositiveIntegerField(_("đợt phiên"), default=0, editable=False)
    """Part of what each session is signed with: one more, and none of the older ones holds."""
    version = models.PositiveIntegerField(_("phiên bản"), default=1, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        verbose_name = _("tài khoản")
        indexes: ClassVar = [models.Index(fields=["commune", "full_name"], name="account_name")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_active=True) | models.Q(closed_at__isnull=False),
                name="account_closed_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """A user name is given once in the whole installation, so all are asked."""
        with every_commune():
            super().validate_unique(exclude)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        signed = f"{self.password}:{self.session_round}"
        return salted_hmac("xaso.session", signed, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """One role of one person, from a day to a day; village-bound roles name the village."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="grants", verbose_name=_("tài khoản")
    )
    role = models.CharField(_("vai trò"), max_length=40)
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("thôn")
    )
    from_date = models.DateField(_("từ ngày"))
    to_date = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vai trò được giao")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_date=None) | models.Q(to_date__gte=models.F("from_date")),
                name="grant_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class SignInSettings(CommuneOwned):
    """One row a commune; a commune without one uses the defaults here."""

    admin_password_expires = models.BooleanField(_("quản trị đổi mật khẩu định kỳ"), default=False)
    help_phone = models.CharField(_("số gọi khi cần giúp"), max_length=20, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("an toàn đăng nhập")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commune"], name="sign_in_settings_once")
        ]

    def __str__(self) -> str:
        return self.commune_id


class SignIn(models.Model):
    """One session of one person. It stays after its end: who came in, when, from where."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="sign_ins", verbose_name=_("tài khoản")
    )
    session_key = models.CharField(_("khóa phiên"), max_length=40, blank=True)
    user_agent = models.CharField(_("trình duyệt"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("địa chỉ mạng"))
    signed_in_at = models.DateTimeField(_("đăng nhập lúc"))
    last_seen_at = models.DateTimeField(_("dùng gần nhất"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiên đăng nhập")
        indexes: ClassVar = [
            models.Index(fields=["account", "ended_at"], name="sign_in_of_account"),
            models.Index(fields=["signed_in_at"], name="sign_in_moment"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(session_key=""),
                name="sign_in_ended_opens_nothing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.signed_in_at:%d/%m/%Y %H:%M}"
