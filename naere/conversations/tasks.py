"""Periodic work on conversations."""

from __future__ import annotations

from procrastinate import Blueprint

blueprint = Blueprint()
