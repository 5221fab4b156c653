"""The JSON calls of docs/wire.md that are about young people and conversations."""

from django.urls import path

from naere.conversations.api import calls, reports, young

app_name = "conversations"

_ONE = "conversations/<uuid:conversation>/"

urlpatterns = [
    path("young/start", young.start, name="start"),
    path("young/me", young.me, name="me"),
    path("young/words", young.words, name="words"),
    path("young/sealed", young.sealed, name="sealed"),
    path("young/return", young.come_back, name="return"),
    path("young/forget", young.forget, name="forget"),
    path("young/leave", young.leave, name="leave-session"),
    path("conversations", calls.ask, name="ask"),
    path(f"{_ONE[:-1]}", calls.show, name="show"),
    path(f"{_ONE}kind", calls.kind, name="kind"),
    path(f"{_ONE}accept", calls.take, name="accept"),
    path(f"{_ONE}epochs", calls.new_epoch, name="epochs"),
    path(f"{_ONE}shares", calls.share, name="shares"),
    path(f"{_ONE}handover", calls.hand_over, name="handover"),
    path(f"{_ONE}end", calls.end, name="end"),
    path(f"{_ONE}delete", calls.delete, name="delete"),
    path(f"{_ONE}call", calls.call, name="call"),
    path(f"{_ONE}call/withdraw", calls.withdraw, name="withdraw"),
    path(f"{_ONE}call/answer", calls.answer, name="answer"),
    path(f"{_ONE}leave", calls.leave, name="leave"),
    path(f"{_ONE}report", calls.report, name="report"),
    path(f"{_ONE}feedback", calls.feedback, name="feedback"),
    path(f"{_ONE}closing", calls.closing, name="closing"),
    path("reports", reports.reports, name="reports"),
    path("reports/<uuid:report>/open", reports.open_one, name="open-report"),
]
