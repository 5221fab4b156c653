#!/usr/bin/env python
"""Django's command line. Newcomers need only bin/demo and bin/test."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naere.config.settings.demo")
    execute_from_command_line(sys.argv)
