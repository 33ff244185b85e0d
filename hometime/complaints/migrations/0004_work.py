"""The entries of a case, the draft of its letter, and the triggers that keep what was written down."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hometime.kernel.fields
import hometime.kernel.ids
from hometime.complaints.triggers import lower_triggers, raise_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0002_core"),
        ("records", "0003_handlers_post"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
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
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("point", "A point to look into"),
                            ("plan", "Something to ask or to read"),
                            ("done", "It was asked, or read"),
                            ("said", "They answered"),
                            ("asked", "A statement was asked for"),
                            ("told", "The person it is about was told"),
                            ("statement", "A statement"),
                            ("evidence", "Evidence"),
                            ("finding", "What was found on a point"),
                            ("shown", "The person it is about was told what was found"),
                            ("meeting", "A meeting was offered"),
                            ("held", "We met"),
                            ("refused", "They did not want to meet"),
                            ("minutes", "Notes of the meeting"),
                            ("terms", "What was agreed"),
                            ("signed", "It was signed"),
                            ("letter", "The letter with the outcome"),
                            ("arrived", "They have the letter"),
                            ("ending", "It was ended, or opened again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
                ("stage", models.PositiveSmallIntegerField()),
                ("once", models.CharField(max_length=22, null=True, unique=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="complaints.complaint"
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="complaints.entry"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="complaints.entry"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.paper"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["slip", "number"], name="entries_of_slip")],
                "constraints": [models.UniqueConstraint(fields=("complaint", "number"), name="one_entry_of_a_number")],
            },
        ),
        migrations.CreateModel(
            name="LetterDraft",
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
                ("stage", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("partly", "Partly upheld"),
                            ("not_upheld", "Not upheld"),
                            ("cannot_tell", "It cannot be determined"),
                        ],
                        max_length=12,
                    ),
                ),
                ("explanation", models.TextField(blank=True)),
                ("apology", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                ("changes", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="complaints.complaint"
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
                "constraints": [models.UniqueConstraint(fields=("complaint", "stage"), name="one_draft_a_step")],
            },
        ),
        migrations.RunPython(raise_triggers, lower_triggers),
    ]
