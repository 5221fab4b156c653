from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "naere.design"
