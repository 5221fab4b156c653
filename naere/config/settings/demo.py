"""The demo: one process, plain HTTP on loopback, a password is enough to log in."""

from naere.config import env
from naere.config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("NAERE_SECRET_KEY", "demo-only-" + "x" * 50)
NAERE_PROGRAM_PEERS = True
NAERE_PASSWORD_ONLY_LOGIN = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # plain HTTP on loopback
DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", f"host={env.ROOT}/.data/pg user=naere_web dbname=naere"),
        pool=DATABASE_POOL | {"max_size": 12},  # noqa: F405
    )
}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / ".data" / "mail"  # noqa: F405
