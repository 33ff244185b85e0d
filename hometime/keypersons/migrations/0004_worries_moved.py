"""Worries belong to the room of sharing, a storey below: the table takes its new name, and no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("keypersons", "0003_home")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("Worry", "sharing_worry")],
            state_operations=[migrations.DeleteModel("Worry")],
        )
    ]
