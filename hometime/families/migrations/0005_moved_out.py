"""Takes away what has moved: a row of families is seen whole or not at all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0004_moved"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(model_name="bond", name="basis"),
        migrations.RemoveField(model_name="child", name="key_facts"),
        migrations.RemoveField(model_name="child", name="languages"),
        migrations.RemoveField(model_name="membership", name="adult"),
        migrations.AlterField(
            model_name="membership",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="adult",
            constraint=models.CheckConstraint(
                condition=models.Q(("address_hidden", False), ("address", ""), _connector="OR"),
                name="a_hidden_address_stands_sealed",
            ),
        ),
    ]
