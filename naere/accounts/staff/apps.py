from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "naere.accounts.staff"
    label = "staff"
