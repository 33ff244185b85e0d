"""Raises the triggers that keep the audit append-only."""

from django.db import migrations

from hometime.audit.triggers import lower_triggers, raise_triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(raise_triggers, lower_triggers)]
