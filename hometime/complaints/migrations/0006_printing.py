import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hometime.kernel.fields
import hometime.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_keeping"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Printout",
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
                ("on", models.DateField()),
                ("written_at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("bundle", "All papers of the case"),
                            ("record", "The record"),
                            ("ack", "The letter that we have it"),
                            ("delay", "The letter that it takes longer"),
                            ("outcome", "The letter with the outcome"),
                            ("timeline", "The timeline"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("names", "With names"),
                            ("letters", "With letters for people, and without what names somebody else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("for_whom", models.CharField(blank=True, max_length=120)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("code", models.CharField(max_length=14)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="printouts", to="complaints.complaint"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["complaint", "written_at"], name="printouts_of_complaint")],
            },
        ),
    ]
