"""The addresses of this room."""

from django.urls import path

from hometime.agencies.views import nearby, open_referral, signposts

urlpatterns = [
    path("nearby/<slug:slug>/", nearby.directory, name="nearby"),
    path("nearby/<slug:slug>/<str:token>/", nearby.entry, name="nearby-one"),
    path("nearby/<slug:slug>/<str:token>/slip/", nearby.slip, name="nearby-slip"),
    path("open-referral/<slug:slug>/", open_referral.about, name="feed-root"),
    path("open-referral/<slug:slug>/services", open_referral.services, name="feed-services"),
    path("open-referral/<slug:slug>/services/<str:token>", open_referral.service, name="feed-service"),
    path("open-referral/<slug:slug>/taxonomies", open_referral.taxonomies, name="feed-taxonomies"),
    path("open-referral/<slug:slug>/taxonomies/<str:token>", open_referral.taxonomy, name="feed-taxonomy"),
    path("open-referral/<slug:slug>/taxonomy_terms", open_referral.terms, name="feed-terms"),
    path("open-referral/<slug:slug>/taxonomy_terms/<str:token>", open_referral.term, name="feed-term"),
    path("open-referral/<slug:slug>/service_at_locations", open_referral.places, name="feed-places"),
    path("open-referral/<slug:slug>/service_at_locations/<str:token>", open_referral.place, name="feed-place"),
    path("signposts/", signposts.signposts, name="signposts"),
    path("signposts/new/", signposts.new, name="signpost-new"),
    path("signposts/feeds/", signposts.feeds, name="signpost-feeds"),
    path("signposts/read/<str:token>/", signposts.reading, name="feed-reading"),
    path("signposts/read/<str:token>/away/", signposts.away, name="feed-away"),
    path("signposts/<str:token>/", signposts.signpost, name="signpost"),
    path("signposts/<str:token>/checked/", signposts.checked, name="signpost-checked"),
    path("signposts/<str:token>/off/", signposts.take_off, name="signpost-off"),
    path("signposts/<str:token>/back/", signposts.put_back, name="signpost-back"),
    path("key/<str:token>/offer/", signposts.offer, name="offer-new"),
]
