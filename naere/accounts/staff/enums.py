"""Roles of staff and volunteers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a membership lets somebody do in one municipality."""

    VOLUNTEER = "volunteer", _("peer volunteer")
    COORDINATOR = "coordinator", _("coordinator")
    PROFESSIONAL = "professional", _("professional")
    ON_DUTY = "on_duty", _("professional on duty")
    ASSESSOR = "assessor", _("tool assessor")
    EDITOR = "editor", _("editor")
    TEACHER = "teacher", _("teacher")
    CONTACT_PERSON = "contact_person", _("contact person")
    PROJECT_MANAGER = "project_manager", _("project manager")
    STEERING = "steering", _("steering group member")
    ANALYST = "analyst", _("analyst")
    ADMINISTRATOR = "administrator", _("administrator")
