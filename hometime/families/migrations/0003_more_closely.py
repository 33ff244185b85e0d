"""Tables of their own for key facts and hidden addresses; a membership that names a person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hometime.kernel.fields
import hometime.kernel.ids


def token() -> hometime.kernel.fields.TokenField:
    """The random id of a row."""
    return hometime.kernel.fields.TokenField(
        default=hometime.kernel.ids.token, editable=False, max_length=22, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0002_decisions_in_force"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyFacts",
            fields=[
                ("id", token()),
                ("languages", models.JSONField(default=list)),
                ("facts", models.JSONField(default=list)),
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="families.child"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="SealedAddress",
            fields=[
                ("id", token()),
                ("address", models.TextField()),
                (
                    "adult",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="families.adult"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddField(
            model_name="membership",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
