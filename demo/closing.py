"""The demo's registration after a conversation: a form in our own words, since R42 names none."""

from __future__ import annotations

from typing import Any

Field = dict[str, Any]


def _options(*pairs: tuple[str, str, str]) -> list[Field]:
    return [{"key": key, "label": {"da": da, "en": en}} for key, da, en in pairs]


THEMES = _options(
    ("alone", "Ensomhed", "Loneliness"),
    ("mood", "Humør og tanker", "Mood and thoughts"),
    ("family", "Familie", "Family"),
    ("friends", "Venner", "Friends"),
    ("love", "Kærlighed", "Love"),
    ("school", "Skole og arbejde", "School and work"),
    ("self-harm", "Selvskade", "Self-harm"),
    ("violence", "Vold og overgreb", "Violence and abuse"),
    ("other", "Noget andet", "Something else"),
)
PASSED_ON = _options(
    ("nowhere", "Ingen steder", "Nowhere"),
    ("crisis-line", "En krisetelefon", "A crisis line"),
    ("doctor", "Egen læge", "Their doctor"),
    ("municipality", "Et tilbud i kommunen", "An offer of the municipality"),
    ("network", "Netværket", "The network"),
)


def fields(*, themes: int = len(THEMES)) -> list[Field]:
    """Return the form, with the first `themes` themes and the last."""
    chosen = THEMES if themes >= len(THEMES) else [*THEMES[:themes], THEMES[-1]]
    return [
        {
            "key": "themes",
            "type": "choices",
            "required": True,
            "label": {"da": "Hvad talte I om?", "en": "What did you talk about?"},
            "options": chosen,
        },
        {
            "key": "passed_on",
            "type": "choices",
            "label": {"da": "Hvor viste du videre til?", "en": "Where did you point to?"},
            "options": PASSED_ON,
        },
        {
            "key": "wants_more",
            "type": "yesno",
            "label": {
                "da": "Vil den unge gerne skrive igen?",
                "en": "Does the young person want to write again?",
            },
        },
    ]
