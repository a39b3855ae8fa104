"""One settings file for every installation; what differs comes from `environment`."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import data_dir, database, database_owner, secret_key, setting
from .hosts import allowed_hosts
from .modules import MODULES

PACKAGE_DIR = Path(__file__).resolve().parents[1]
DATA_DIR = data_dir()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = setting("XASO_OLD_SECRET_KEYS").split()
DEBUG = False
PUBLIC_URL = setting("XASO_URL").rstrip("/")  # how people reach it; empty when nobody has said
XASO_URL = PUBLIC_URL or "http://127.0.0.1:8000"
HTTPS = XASO_URL.startswith("https://")
ALLOWED_HOSTS = allowed_hosts(setting("XASO_HOSTS"), PUBLIC_URL)
ALLAUTH_TRUSTED_PROXY_COUNT = int(setting("XASO_PROXIES", "0"))
CSRF_TRUSTED_ORIGINS = [XASO_URL] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "xaso.core.ui",  # before allauth: our sign-in pages stand in for its own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "xaso.core.postgres",
    "xaso.core.units",
    "xaso.core.residents",
    "xaso.core.people",
    "xaso.core.law",
    "xaso.core.lock",
    "xaso.core.privacy",
    "xaso.core.events",
    "xaso.core.jobs",
    "xaso.core.files",
    "xaso.core.worktime",
    "xaso.core.papers",
    "xaso.core.search",
    "xaso.core.sync",
    "xaso.core.phone_notes",
    "xaso.core.upstream",
    "xaso.core.backup",
    "xaso.core.doctor",
    *(f"xaso.modules.{module}" for module in MODULES),
    "xaso.desk",
    "xaso.portal",
    "xaso.field",
]

MIDDLEWARE = [
    "xaso.core.events.kept.KeptMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xaso.core.pages.compress.CompressMiddleware",
    "csp.middleware.CSPMiddleware",
    "xaso.core.pages.sessions.ReadableSessionMiddleware",
    "xaso.core.ui.language.ChosenLanguageMiddleware",
    "xaso.core.pages.private.PrivatePagesMiddleware",
    "xaso.core.pages.too_large.RequestSizeMiddleware",
    "xaso.core.pages.no_nul.NoNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xaso.core.postgres.middleware.CommuneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "xaso.core.rights.middleware.ActorMiddleware",
    "xaso.core.lock.middleware.LockMiddleware",
    "xaso.core.switches.middleware.SwitchMiddleware",
    "xaso.core.people.middleware.FirstPasswordMiddleware",
    "xaso.core.people.middleware.SecondFactorMiddleware",
    "xaso.core.people.middleware.PresenceMiddleware",
]

ROOT_URLCONF = "xaso.config.urls"
WSGI_APPLICATION = "xaso.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "xaso.core.ui.context.page_frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "xaso.core.ui.forms.Renderer"

DATABASES = {"default": database()}
DATABASE_OWNER = database_owner()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "xaso_cache",
        # Counters of wrong tries live here: a flood of names must not push them out.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["xaso.core.people.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "xaso.core.people.hashers.CommuneArgon2Hasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "xaso.core.people.passwords.PasswordByRule"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "full_name")}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "xaso.core.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "xaso.core.people.forms.SignInForm",
    "change_password": "xaso.core.people.forms.OwnPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
MFA_ADAPTER = "xaso.core.people.second_factor.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_RATE_LIMITS = {"login": "240/m/ip"}  # wrong tries are counted in core/people/limits.py

SESSION_COOKIE_NAME = "xaso_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_NAME = "xaso_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "xaso.core.lock.late_token.token_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [NONE],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "xaso_language"
USE_I18N = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_WISH = os.environ.get("XASO_STATIC", "built")  # built, build (while building) or plain
BUILT_DIR = PACKAGE_DIR / "static_root"
STATIC_BUILT = STATIC_WISH == "built" and (BUILT_DIR / "staticfiles.json").exists()
STATIC_ROOT = BUILT_DIR if STATIC_BUILT or STATIC_WISH == "build" else DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_BUILT or STATIC_WISH == "build"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_BUILT
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGE_DIR = DATA_DIR / "files"
XASO_BACKUP_TO = setting("XASO_BACKUP_TO")
JOBS_INSIDE = setting("XASO_JOBS", "inside") != "apart"  # apart: `xaso worker` does the work
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

RIGHTS_FILE = PACKAGE_DIR / "config" / "rights.toml"
FIELDS_FILE = PACKAGE_DIR / "config" / "fields.toml"
XASO_FIRST_PAGES = [("desk.home", "desk:home"), ("plans.village", "plans:village")]
XASO_MENU = [
    {"label": _("Việc của tôi"), "url": "desk:home", "right": "desk.home", "icon": "home"},
    {"label": _("Toàn cảnh"), "url": "desk:board", "right": "desk.board", "icon": "board"},
    {"label": _("Kế hoạch"), "url": "plans:plans", "right": "plans.read", "icon": "plan"},
    {"label": _("Việc của thôn"), "url": "plans:village", "right": "plans.village",
     "icon": "village"},
    {"label": _("Mô hình"), "url": "roadmap:home", "right": "roadmap.read", "icon": "up"},
    {"label": _("Ra quân"), "url": "campaigns:campaigns", "right": "campaigns.read", "icon": "people"},
    {"label": _("Ra quân"), "url": "campaigns:own", "right": "campaigns.village", "icon": "people",
     "also": ["desk:households"]},
    {"label": _("Tổ của tôi"), "url": "teams:own", "right": "teams.village", "icon": "person",
     "also": ["teams:teams", "desk:village-targets"]},
    {"label": _("Chỉ số"), "url": "indicators:targets", "right": "indicators.read",
     "icon": "target"},
    {"label": _("Báo cáo"), "url": "desk:papers", "right": "papers.read", "icon": "report"},
    {"label": _("Thông tin xã"), "url": "desk:commune", "right": "desk.home", "icon": "settings",
     "also": ["desk:people", "desk:units", "desk:households", "desk:calendar", "desk:law",
              "desk:log", "desk:jobs", "desk:settings", "desk:switches", "desk:private-reads",
              "desk:backups", "desk:doctor", "desk:phones", "desk:upstream", "coverage:villages", "systems:systems",
              "teams:teams"]},
]  # fmt: skip

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
