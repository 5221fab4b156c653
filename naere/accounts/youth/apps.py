from django.apps import AppConfig


class YouthConfig(AppConfig):
    name = "naere.accounts.youth"
    label = "youth"
