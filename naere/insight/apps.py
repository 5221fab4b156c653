from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "naere.insight"

    def ready(self) -> None:
        """Hear of pages that were shown."""
        from naere.insight import listeners  # noqa: F401
