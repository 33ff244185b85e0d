"""The addresses of set-up."""

from django.urls import path

from hometime.setup.views import children, finishing, first, people, safety

urlpatterns = [
    path("setup/", first.overview, name="setup"),
    path("setup/you/", first.you, name="setup-you"),
    path("setup/practice/", first.practice, name="setup-practice"),
    path("setup/places/", first.places, name="setup-places"),
    path("setup/places/another/", first.place, name="setup-place"),
    path("setup/places/<slug:slug>/", first.place, name="setup-place-again"),
    path("setup/policy/", finishing.policy, name="setup-policy"),
    path("setup/people/", people.people, name="setup-people"),
    path("setup/people/<str:post>/back/", people.take_back, name="setup-take-back"),
    path("setup/days/", finishing.days, name="setup-days"),
    path("setup/keys/", safety.keys, name="setup-keys"),
    path("setup/devices/", safety.devices, name="setup-devices"),
    path("setup/safe/", safety.safe, name="setup-safe"),
    path("setup/mail/", safety.mail, name="setup-mail"),
    path("setup/rooms/", people.rooms, name="setup-rooms"),
    path("setup/children/", children.children, name="setup-children"),
    path("setup/children/boxes/", children.boxes, name="setup-children-boxes"),
    path("setup/children/key-persons/", children.key_persons, name="setup-key-persons"),
    path("setup/finish/", finishing.finish, name="setup-finish"),
    path("setup/finish/drill/", finishing.drill, name="setup-drill"),
    path("setup/finish/end/", finishing.conclude, name="setup-end"),
    path("setup/later/<slug:key>/", first.later, name="setup-later"),
]
