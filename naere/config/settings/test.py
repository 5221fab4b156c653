"""Tests: the demo's settings on a database of their own, with the same engine and roles."""

from naere.config import env
from naere.config.settings.demo import *  # noqa: F403

DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL", f"host={env.ROOT}/.data/pg user=naere_web dbname=naere_test")
    )
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
NAERE_SECURITY_CONTACT = ["mailto:huller@naere.example"]
if not env.flag("NAERE_BUILT"):  # the browser's journeys run on a real build
    DJANGO_VITE = {"default": {"manifest_path": env.ROOT / "tests" / "vite-manifest.json"}}
