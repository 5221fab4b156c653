"""What the apps above are told, which accounts may not import."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `membership` in the transaction in which somebody was shut out, lost or got a role, or
# started anew with another identity. Whoever hears it checks what still fits.
membership_changed = Signal()
