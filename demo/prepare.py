"""What Django must have made before it can serve: translations and static files, in one process."""

from __future__ import annotations

import os

import django
from django.core.management import call_command


def main() -> None:
    """Build both."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    django.setup()
    call_command("build_translations")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    main()
