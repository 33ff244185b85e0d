"""The owner named for allegations belongs to a setting, and more than complaints ask for them: the table stays, with its rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hometime.kernel.fields
import hometime.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("people", "0003_closures")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AllegationsRoute",
                    fields=[
                        (
                            "id",
                            hometime.kernel.fields.TokenField(
                                default=hometime.kernel.ids.token,
                                editable=False,
                                max_length=22,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("within", models.PositiveSmallIntegerField(default=1)),
                        (
                            "unit",
                            models.CharField(
                                choices=[("working_days", "Working Days"), ("hours", "Hours")],
                                default="working_days",
                                max_length=16,
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("checked_on", models.DateField(null=True)),
                        ("written_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "setting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.setting"
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["setting", "written_at"], name="allegations_route_of")],
                    },
                ),
            ],
        ),
    ]
