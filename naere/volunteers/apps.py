from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "naere.volunteers"

    def ready(self) -> None:
        """Hear of members who change."""
        from naere.volunteers import listeners  # noqa: F401
