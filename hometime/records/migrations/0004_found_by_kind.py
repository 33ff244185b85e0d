from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_handlers_post")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["setting", "kind", "closed", "opened", "id"], name="records_of_kind"),
        ),
    ]
