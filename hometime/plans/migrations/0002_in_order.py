"""Numbers the steps of rounds and the replies to them: two of one day have no order by their keys."""

from collections import Counter
from typing import Any

from django.db import migrations, models


def number_rows(apps: Any, schema_editor: Any) -> None:
    """Numbers what is there by day, then by key, round by round."""
    for name, order in (("Undertaking", ("pk",)), ("Reply", ("on", "pk"))):
        table = apps.get_model("plans", name)
        last: Counter[str] = Counter()
        for row in table.objects.order_by(*order):
            last[row.round_id] += 1
            table.objects.filter(pk=row.pk).update(number=last[row.round_id])


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_plans"),
    ]

    operations = [
        migrations.AddField(
            model_name="reply",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="undertaking",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(number_rows, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="one_reply_of_a_number"),
        ),
    ]
