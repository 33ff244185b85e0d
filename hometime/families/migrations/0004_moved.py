"""Moves key facts and hidden addresses to where they are seen more closely, and memberships to the persons."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def move(apps: Any, editor: Any) -> None:
    """Nothing is lost, and nothing hidden stays behind."""
    child, adult = apps.get_model("families", "Child"), apps.get_model("families", "Adult")
    facts, sealed = apps.get_model("families", "KeyFacts"), apps.get_model("families", "SealedAddress")
    facts.objects.bulk_create(
        facts(child=each, languages=each.languages, facts=each.key_facts)
        for each in child.objects.all()
        if each.languages or each.key_facts
    )
    hidden = adult.objects.filter(address_hidden=True)
    sealed.objects.bulk_create(sealed(adult=each, address=each.address) for each in hidden if each.address)
    hidden.update(address="")
    of_adult = adult.objects.filter(pk=OuterRef("adult")).values("person")
    apps.get_model("families", "Membership").objects.update(person=Subquery(of_adult))


class Migration(migrations.Migration):
    dependencies = [("families", "0003_more_closely")]

    operations = [migrations.RunPython(move)]
