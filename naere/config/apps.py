from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "naere.config"

    def ready(self) -> None:
        """Register the deploy checks."""
        from naere.config import checks  # noqa: F401
