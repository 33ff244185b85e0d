"""Folds the names of the children who are here already, so that search finds them."""

from typing import Any

from django.db import migrations

from hometime.kernel.folding import for_search


def fold(apps: Any, editor: Any) -> None:
    """One row after the other: what the fold gives, no database can work out."""
    children = apps.get_model("families", "Child").objects
    for pk, name, name_to_use in children.values_list("pk", "name", "name_to_use").iterator():
        children.filter(pk=pk).update(folded=for_search(name, name_to_use))


class Migration(migrations.Migration):
    dependencies = [("families", "0006_names_and_sheets")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
