"""Dated rule packs: what law and guidance ask of a setting's text, as data with source, status and day of checking."""

from hometime.policies.rules.packs import Contact, Pack, Rule, Stale, latest, load

__all__ = ["Contact", "Pack", "Rule", "Stale", "latest", "load"]
