"""What is kept of a complaint is never changed either, whatever asks the database to."""

from django.db import migrations

from hometime.complaints.triggers import raise_triggers


class Migration(migrations.Migration):
    dependencies = [("complaints", "0006_printing")]

    operations = [migrations.RunPython(raise_triggers, migrations.RunPython.noop)]
