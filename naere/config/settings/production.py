"""Production: HTTPS only, a real database server, a second factor for everyone who logs in."""

from naere.config import env
from naere.config.settings.base import *  # noqa: F403

DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", "dbname=naere"),
        pool=DATABASE_POOL | {"max_size": 16},  # noqa: F405
    )
}
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 * 2
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-naere-fag"
CSRF_COOKIE_NAME = "__Host-naere-csrf"
YOUTH_COOKIE_NAME = "__Host-naere-ung"
LANGUAGE_COOKIE_NAME = "__Host-naere-sprog"
CSRF_COOKIE_HTTPONLY = True
EMAIL_HOST = env.text("NAERE_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = env.text("NAERE_EMAIL_FROM", "naere@localhost")
