"""Forms of what a municipality decides. They check; the services change."""

from naere.tenancy.forms.base import OLDEST_AGE, ProfileForm, RowForm, SpanMixin, date_input
from naere.tenancy.forms.profile import HolidaysForm, IdentityForm, LimitsForm, LookForm
from naere.tenancy.forms.rows import (
    AgeGroupForm,
    CheckedMixin,
    ClosedDayForm,
    CrisisLineForm,
    NewOpeningForm,
    OpeningForm,
    RiskWordsForm,
    TextForm,
    TopicForm,
)

__all__ = [
    "OLDEST_AGE",
    "AgeGroupForm",
    "CheckedMixin",
    "ClosedDayForm",
    "CrisisLineForm",
    "HolidaysForm",
    "IdentityForm",
    "LimitsForm",
    "LookForm",
    "NewOpeningForm",
    "OpeningForm",
    "ProfileForm",
    "RiskWordsForm",
    "RowForm",
    "SpanMixin",
    "TextForm",
    "TopicForm",
    "date_input",
]
