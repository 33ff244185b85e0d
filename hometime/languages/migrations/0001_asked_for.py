import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hometime.kernel.fields
import hometime.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duties", "0003_open_duties"),
        ("families", "0005_moved_out"),
        ("records", "0004_found_by_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Booking",
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
                ("language", models.CharField(max_length=40)),
                ("on", models.DateField(null=True)),
                ("at", models.CharField(blank=True, max_length=40)),
                ("what_for", models.CharField(blank=True, max_length=120)),
                (
                    "way",
                    models.CharField(
                        choices=[("in_person", "In person"), ("phone", "By telephone"), ("video", "By video")],
                        default="in_person",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for, not booked yet"),
                            ("booked", "Booked"),
                            ("came", "Came and interpreted"),
                            ("not_came", "Did not come"),
                            ("cancelled", "Called off"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("organisation", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trained", "An interpreter from outside"),
                            ("staff", "Somebody who works here"),
                            ("close", "Family or a friend"),
                            ("child", "A child"),
                        ],
                        max_length=8,
                    ),
                ),
                ("close_because", models.CharField(blank=True, max_length=300)),
                ("in_confidence", models.BooleanField(default=False)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "adult",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="families.adult"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="duties.duty"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="records.record"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["record", "asked_at"], name="bookings_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing", "close"), _negated=True),
                            models.Q(("close_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="family_interprets_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing", "child"), _negated=True), name="no_child_interprets"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Translation",
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
                ("language", models.CharField(max_length=40)),
                ("what", models.CharField(max_length=120)),
                ("by_machine", models.BooleanField(default=False)),
                ("done_on", models.DateField(null=True)),
                ("done_by_name", models.CharField(blank=True, max_length=120)),
                ("checked_on", models.DateField(null=True)),
                ("checked_by_name", models.CharField(blank=True, max_length=120)),
                ("not_needed", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "adult",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="families.adult"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="duties.duty"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.paper"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="translations", to="records.record"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["record", "asked_at"], name="translations_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", True),
                            models.Q(("checked_by_name", models.F("done_by_name")), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_else_checks_a_translation",
                    )
                ],
            },
        ),
    ]
