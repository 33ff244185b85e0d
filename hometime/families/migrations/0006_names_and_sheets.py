"""Adds the column in which names are searched, the authority somebody acts for, and spreadsheets that wait."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hometime.kernel.fields
import hometime.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0005_moved_out"),
        ("people", "0002_form_not_said"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="adult",
            name="organisation",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="child",
            name="folded",
            field=hometime.kernel.fields.FoldedField(blank=True, default="", editable=False),
        ),
        migrations.CreateModel(
            name="Sheet",
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
                ("brought_at", models.DateTimeField()),
                ("headings", models.JSONField(default=list)),
                ("rows", models.JSONField(default=list)),
                ("columns", models.JSONField(default=list)),
                ("taken_in_on", models.DateField(null=True)),
                ("counts", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.setting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KnownColumns",
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
                ("headings", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=list)),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.setting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("setting", "headings"), name="one_meaning_of_the_headings")
                ],
            },
        ),
    ]
