"""What insight hears of."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from naere.core.showing import page_shown
from naere.insight.services import count_hit


@receiver(page_shown)
def count_page(page: str, **_: Any) -> None:
    """Count one more showing of `page` (R70)."""
    count_hit(page)
