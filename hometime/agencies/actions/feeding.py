"""What a feed says is read, compared with what was taken in before, and taken in row by row: never by itself (P3, P20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from hometime.agencies.actions.signposting import look_again, mark
from hometime.agencies.models import (
    Change,
    Feed,
    FeedReading,
    FeedRow,
    Mark,
    Opening,
    Price,
    Signpost,
    State,
    Where,
)
from hometime.agencies.needs import needs_of
from hometime.agencies.openreferral.comparing import Difference, compare
from hometime.agencies.openreferral.shape import Cost, Listing, Place, listing
from hometime.agencies.places import outward
from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting

STANDS = {"active": State.LISTED, "temporarily closed": State.PAUSED, "inactive": State.OFF, "defunct": State.OFF}
MOST_PROBLEMS = 200


@action
def read_feed(viewer: Actor, setting: Setting, name: str, found: dict[str, Any], url: str = "") -> FeedReading:
    """Keeps what a reading found beside what was taken in before: new, changed, gone. Nothing is taken in.

    `found` is what `openreferral.reading.read` gave. A reading of the same feed that still waited is put away. Where it is
    one page of several, nothing counts as gone: it may stand on another page.
    """
    if not name.strip():
        raise Refused("Give the feed a name.")
    feed = Feed.objects.unscoped("a feed is kept once").filter(setting=setting, name=name.strip(), url=url).first()
    if feed is None:
        feed = Feed(setting=setting, name=name.strip(), url=url, added_on=clock.today())
        feed.save()
        note("feed.added", feed)
    _close(_waiting(feed))
    before = {each.feed_key: each for each in _signposts(feed)}
    sorted_out = compare(
        {key: listing(each.taken) for key, each in before.items() if each.taken},
        [listing(each) for each in found["services"]],
    )
    part = found.get("pages", 0) > 1
    reading = FeedReading(
        feed=feed, shape=found["shape"], read_on=clock.today(), read_by_id=person_of(viewer),
        same=len(sorted_out.same), problems=[["", "part"]] * part + found["problems"][:MOST_PROBLEMS],
    )  # fmt: skip
    reading.save()
    rows: list[tuple[Change, Listing, list[Difference]]] = [(Change.NEW, one, []) for one in sorted_out.new]
    rows += [(Change.CHANGED, one, differences) for one, differences in sorted_out.changed]
    gone = [] if part else [one for one in sorted_out.gone if before[one.id].state != State.OFF]
    FeedRow.objects.bulk_create(
        [
            _row(reading, number, what, one, before, differences)
            for number, (what, one, differences) in enumerate(rows, 1)
        ]
        + [_row(reading, number, Change.GONE, one, before, []) for number, one in enumerate(gone, len(rows) + 1)]
    )
    note("feed.read", reading, chain=setting.pk, rows=len(rows) + len(gone), same=len(sorted_out.same))
    return reading


def _row(
    reading: FeedReading, number: int, what: Change, one: Listing, before: dict[str, Signpost], differences: list[Difference]
) -> FeedRow:  # fmt: skip
    return FeedRow(
        reading=reading, number=number, what=what, key=one.id, name=one.name, signpost=before.get(one.id),
        found={} if what == Change.GONE else one.plain(),
        differences=[[each.part, each.before, each.now] for each in differences],
    )  # fmt: skip


def _signposts(feed: Feed) -> list[Signpost]:
    rows = Signpost.objects.unscoped("a feed is compared with all that came from it").filter(feed=feed)
    return list(rows.select_related("setting").order_by("pk"))


def _waiting(feed: Feed) -> Any:
    return FeedReading.objects.unscoped("one reading of a feed waits at a time").filter(
        feed=feed, closed_on__isnull=True
    )


def _close(readings: Any) -> None:
    """Puts readings away, with the rows that nobody took in."""
    FeedRow.objects.unscoped("what was not taken in is forgotten").filter(
        reading__in=readings, taken_on__isnull=True
    ).delete()
    readings.update(closed_on=clock.today())


@action
def take_in(viewer: Actor, reading: FeedReading, numbers: Iterable[int]) -> int:
    """Takes in the rows that somebody ticked, all of them or none. Gives how many there were.

    A new one is listed, and is owed a look; a changed one keeps what is local; one that has gone is taken off the list, and
    stays in the house with those who were pointed to it.
    """
    if reading.closed_on is not None:
        raise Refused("This reading is put away. Read the feed again.")
    rows = FeedRow.objects.unscoped("what was ticked is taken in").filter(reading=reading, taken_on__isnull=True)
    found = list(rows.filter(number__in=list(numbers)).select_related("signpost__setting").order_by("number"))
    if not found:
        raise Refused("Tick at least one row.")
    for row in found:
        TAKES[Change(row.what)](reading, row)
    FeedRow.objects.unscoped("what was ticked is taken in").filter(pk__in=[row.pk for row in found]).update(
        taken_on=clock.today()
    )
    note("feed.taken_in", reading, chain=reading.feed.setting_id, rows=len(found))
    if not rows.exists():
        _close(_waiting(reading.feed))
    look_again(viewer, reading.feed.setting)
    return len(found)


@action
def put_away(viewer: Actor, reading: FeedReading) -> None:
    """Puts a reading away: what was not ticked stays as it was."""
    if reading.closed_on is not None:
        raise Refused("This is already done. Nothing was changed.")
    _close(_waiting(reading.feed))
    note("feed.put_away", reading, chain=reading.feed.setting_id)


def _new(reading: FeedReading, row: FeedRow) -> None:
    one, setting = listing(row.found), reading.feed.setting
    # What had gone from the feed and is there again is the same signpost as before.
    made = row.signpost or Signpost(setting=setting, feed=reading.feed, feed_key=one.id, listed_on=clock.today())
    _from_feed(made, one)
    made.save()
    if row.signpost is None:
        mark(made, needs_of([one.name, *(term.name for term in one.terms)]), one.languages)
    _open(made, one)


def _changed(reading: FeedReading, row: FeedRow) -> None:
    one, there = listing(row.found), row.signpost
    assert there is not None  # what changed was taken in before
    _from_feed(there, one)
    there.save()
    known = Mark.objects.unscoped("languages that were typed here stay").filter(signpost=there, kind="tongue").exists()
    if not known:
        mark(there, [], one.languages)
    _open(there, one)


def _gone(reading: FeedReading, row: FeedRow) -> None:
    there = row.signpost
    assert there is not None  # what has gone was taken in before
    there.state, there.off_because, there.taken = State.OFF, "It is no longer in the feed.", {}
    there.save(update_fields=["state", "off_because", "taken"])


TAKES = {Change.NEW: _new, Change.CHANGED: _changed, Change.GONE: _gone}


def _from_feed(row: Signpost, one: Listing) -> None:
    """Writes what the feed says into a signpost. The number stays where somebody typed another one than the feed had."""
    told = listing(row.taken).phones if row.taken else ()
    if not row.phone or row.phone in told:
        row.phone = next(iter(one.phones), "")
    place = next((each for each in one.places if each.kind == "physical"), Place(""))
    row.name, row.description, row.run_by = one.name, one.description, one.body.name
    row.url, row.email = one.url or one.body.url, one.email or one.body.email
    row.street, row.town, row.county, row.postcode = place.street, place.town, place.county, place.postcode
    row.outward = outward(place.postcode)
    row.latitude, row.longitude = place.latitude, place.longitude
    row.where = Where.PLACE if place.id else Where.ONLINE if row.url and not row.phone else Where.PHONE
    row.price, row.cost_words = _price(one.costs), _costs(one)
    row.open_words = "; ".join(filter(None, (times.words for times in one.times)))[:300]
    row.minimum_age, row.maximum_age = one.minimum_age, one.maximum_age
    row.state = STANDS[one.status]
    row.off_because = "The feed says that it has closed." if row.state == State.OFF else ""
    row.taken = one.plain()


def _price(costs: Sequence[Cost]) -> Price:
    amounts = {cost.amount for cost in costs}
    return Price.ASK if not amounts or "" in amounts else Price.FREE if amounts == {"0.00"} else Price.SOME


def _costs(one: Listing) -> str:
    said = [" ".join(filter(None, (cost.option, f"£{cost.amount}", cost.words))) for cost in one.costs if cost.amount]
    return "; ".join([*said, *filter(None, (one.fees,))])[:300]


def _open(row: Signpost, one: Listing) -> None:
    """Writes the days and times of a signpost anew."""
    Opening.objects.unscoped("when it is open is written anew").filter(signpost=row).delete()
    Opening.objects.bulk_create(
        [
            Opening(signpost=row, day=day, opens=_time(times.opens), closes=_time(times.closes))
            for times in one.times
            for day in times.days
        ]
    )


def _time(words: str) -> dt.time | None:
    return dt.time.fromisoformat(words) if words else None
