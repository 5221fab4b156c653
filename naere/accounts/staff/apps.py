from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "naere.accounts.staff"
    label = "staff"

    def ready(self) -> None:
        """Listen to allauth."""
        from naere.accounts.staff import signals  # noqa: F401
