#!/usr/bin/env python3
"""Django's own commands (makemigrations, shell …) for people who work on the code. Everyone else uses bin/hometime."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometime.config.settings")
    execute_from_command_line(sys.argv)
