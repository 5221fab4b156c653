"""The addresses under /konto/: those of allauth that are used here, without its sign-up, and a page of ours."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path

from naere.accounts.staff.views_account import closed, no_page_yet

urlpatterns: list[URLPattern | URLResolver] = [
    path("log-ind/", account.login, name="account_login"),
    path("log-ud/", account.logout, name="account_logout"),
    path("ingen-adgang/", account.account_inactive, name="account_inactive"),
    path("bekraeft/", account.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("glemt/", account.password_reset, name="account_reset_password"),
    path("glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "ny/faerdig/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("velkommen/", no_page_yet, name="no-page-yet"),
    path("2fa/", include("allauth.mfa.urls")),
    # allauth asks for these names; nothing is behind them.
    path("opret/", closed, name="account_signup"),
    path("mail/", closed, name="account_email"),
    path("mail/sendt/", closed, name="account_email_verification_sent"),
    path("adgangskode/vaelg/", closed, name="account_set_password"),
    path("kode/", closed, name="account_confirm_login_code"),
]
