"""Settings that hold wherever Nære runs. Demo, test and production add what differs."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF

from naere.config import env
from naere.web.static_headers import add_headers, is_immutable

BASE_DIR = env.ROOT

SECRET_KEY = env.text("NAERE_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("NAERE_OLD_SECRET_KEYS")  # second factors are encrypted under it
DEBUG = False

# The bare host shows the chooser; a municipality answers at <slug>.<base host> or its own host.
NAERE_BASE_HOST = env.text("NAERE_BASE_HOST", "localhost")
NAERE_PROGRAM_PEERS = False  # a peer that is a program may be on duty: the demo only
NAERE_PASSWORD_ONLY_LOGIN = False  # the demo only; production demands TOTP or a passkey
# How fast one person may write. Only a benchmark of the hub has reason to lift it.
NAERE_MESSAGE_BURST = env.number("NAERE_MESSAGE_BURST", 300)
NAERE_MESSAGES_PER_SECOND = env.number("NAERE_MESSAGES_PER_SECOND", 5)
NAERE_RUN_WORKER = env.flag("NAERE_RUN_WORKER", True)
NAERE_CHECK_LINKS = env.flag("NAERE_CHECK_LINKS", True)  # whether tools' links are looked at weekly
NAERE_LINKS_MAY_BE_LOCAL = False  # tests of that look at a server of their own
# Whom to tell of a hole: addresses as mailto: or https:, in the order to try them (RFC 9116).
NAERE_SECURITY_CONTACT = env.words("NAERE_SECURITY_CONTACT")
ALLOWED_HOSTS = [NAERE_BASE_HOST, f".{NAERE_BASE_HOST}", *env.words("NAERE_HOSTS")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "django_vite",
    "naere.core",
    "naere.tenancy",
    "naere.accounts.keys",
    "naere.accounts.staff",
    "naere.accounts.youth",
    "naere.safeguarding",
    "naere.surveys",
    "naere.volunteers",
    "naere.conversations",
    "naere.toolbox",
    "naere.insight",
    "naere.design",
    "naere.web",
    "naere.config",
    # After ours, whose templates stand in for theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "naere.web.static.StaticMiddleware",
    "naere.web.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "naere.tenancy.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "naere.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "naere.web.csrf.OriginAwareCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "naere.accounts.staff.middleware.RequireSecondFactor",
    "naere.web.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "naere.config.urls"
ASGI_APPLICATION = "naere.config.asgi.application"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "naere.web.context.shell",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {}
# While the database is away a request gets its answer soon, since the few threads that would wait
# are needed for others. `reconnect_timeout`: the pool's own attempts come ever more seldom; given
# up after two seconds, the next request makes a new one.
DATABASE_POOL = {"min_size": 2, "timeout": 3, "reconnect_timeout": 2}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    # The counters of allauth alone, which brake whoever guesses passwords and codes: nothing that a
    # stranger makes grow may push them out.
    "default": {
        "BACKEND": _LOCMEM,
        "LOCATION": "counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": {"BACKEND": _LOCMEM, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 64}},
    # What is shown of settled assessments, some 20 kB each, in either language.
    "assessments": {
        "BACKEND": _LOCMEM,
        "LOCATION": "assessments",
        "OPTIONS": {"MAX_ENTRIES": 256},
    },
}

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "naere.accounts.staff.adapter.StaffAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/frivillig/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "naere.accounts.staff.adapter.FactorAdapter"
MFA_TOTP_ISSUER = "Nære"
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation's link was sent to the address

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_NAME = "naere-fag"
CSRF_COOKIE_NAME = "naere-csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone when the browser closes: a young reader keeps nothing
CSRF_FAILURE_VIEW = "naere.web.errors.forbidden"
YOUTH_COOKIE_NAME = "naere-ung"
LANGUAGE_COOKIE_NAME = "naere-sprog"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
FORMAT_MODULE_PATH = ["naere.config.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".data" / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "naere.web.static.CompressedStorage"},
}
WHITENOISE_MAX_AGE = 60
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers
WHITENOISE_IMMUTABLE_FILE_TEST = is_immutable
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": BASE_DIR / "frontend" / "dist" / "manifest.json",
    }
}
MEDIA_ROOT = ""
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# The largest thing that can be sent: a picture of 8 MB in its form. nginx has the same limit.
NAERE_MOST_BODY_BYTES = 9 * 1024 * 1024
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Nothing is allowed until a page needs it. WASM is allowed by the crypto worker's own header only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["naere", "naere-offline", "lit-html"],
    }
}

PROCRASTINATE_ON_APP_READY = "naere.config.jobs.on_app_ready"
LOGGING_CONFIG = "naere.config.logs.configure"
LOGGING: dict[str, Any] = {"version": 1}  # Django calls LOGGING_CONFIG only when this is not empty
# W003 knows Django's CSRF middleware by name only; naere.E008 looks for it or a subclass.
SILENCED_SYSTEM_CHECKS: list[str] = ["security.W003"]
