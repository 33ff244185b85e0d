"""How a setting hears of allegations stands with the people who work there: the table moves, with its rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("complaints", "0016_a_part_about_work"), ("people", "0004_allegations_route")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("AllegationsRoute", "people_allegationsroute")],
            state_operations=[migrations.DeleteModel("AllegationsRoute")],
        ),
    ]
