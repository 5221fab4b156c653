from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "naere.conversations"

    def ready(self) -> None:
        """Hear of members who change."""
        from naere.conversations import listeners  # noqa: F401
