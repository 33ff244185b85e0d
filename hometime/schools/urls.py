"""The addresses of this room: none of them says a name, or what kind of file it is."""

from django.urls import path

from hometime.schools.views import moves, packs, schools, sealed

urlpatterns = [
    path("schools/", schools.schools, name="schools"),
    path("schools/new/", schools.write_school, name="school-new"),
    path("schools/register/", schools.bring, name="register-new"),
    path("schools/register/<str:token>/", schools.register, name="register"),
    path("schools/register/<str:token>/aside/", schools.aside, name="register-aside"),
    path("schools/partner/<str:token>/", schools.partner, name="school-partner"),
    path("schools/partner/<str:token>/log/", schools.log, name="school-log"),
    path("schools/partner/<str:token>/end/", schools.end, name="school-partner-end"),
    path("schools/<str:token>/take-up/", schools.take_up, name="school-take-up"),
    path("key/<str:token>/school/", moves.begin, name="school-move-new"),
    path("next/<str:token>/", moves.move, name="school-move"),
    path("next/<str:token>/where/", moves.where, name="school-where"),
    path("next/<str:token>/facts/", moves.facts, name="school-facts"),
    path("next/<str:token>/visit/", moves.visit, name="school-visit"),
    path("next/<str:token>/voice/", moves.voice, name="school-voice"),
    path("next/<str:token>/summary/", moves.summary, name="school-summary"),
    path("next/<str:token>/told/", moves.told, name="school-told"),
    path("next/<str:token>/end/", moves.end, name="school-move-end"),
    path("next/<str:token>/wish/", moves.wish, name="school-wish"),
    path("next/<str:token>/agree/", moves.agree, name="school-agree"),
    path("next/<str:token>/parts/", packs.offer, name="school-offer"),
    path("next/<str:token>/send/", packs.send, name="school-send"),
    path("next-visit/<str:token>/", moves.visited, name="school-visited"),
    path("next-part/<str:token>/", packs.part, name="school-part"),
    path("next-part/<str:token>/<str:said>/", packs.allow, name="school-allow"),
    path("next-parcel/<str:token>/received/", packs.received, name="school-received"),
    path("next-parcel/<str:token>/<str:kind>/", packs.file, name="school-parcel"),
    path("key/<str:token>/onward/", sealed.begin, name="school-sealed-new"),
    path("onward/<str:token>/", sealed.sealed, name="school-sealed"),
    path("onward/<str:token>/send/", sealed.hand_over, name="school-sealed-send"),
    path("onward/<str:token>/received/", sealed.received, name="school-sealed-received"),
    path("onward/<str:token>/nothing/", sealed.nothing, name="school-sealed-nothing"),
]
