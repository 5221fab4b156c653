from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "naere.accounts.keys"
    label = "keys"
