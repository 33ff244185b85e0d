"""The addresses of consents: none of them says of whom something is asked, nor of what."""

from django.urls import path

from hometime.consents.views import family, medicines, photographs, staff

urlpatterns = [
    path("consents/", family.mine, name="consents"),
    path("consent/<str:token>/", family.one, name="consent"),
    path("consent/<str:token>/<str:say>/", family.say, name="consent-say"),
    path("consents/<str:token>/", staff.child, name="consents-child"),
    path("consents/<str:token>/ask/", staff.ask, name="consents-ask"),
    path("consents/<str:token>/told/", staff.told, name="consents-told"),
    path("consents/<str:token>/order/", staff.order, name="ruling-new"),
    path("order/<str:token>/", staff.ruling, name="ruling"),
    path("consents/<str:token>/medicine/", staff.medicine, name="medicine-new"),
    path("consents/<str:token>/card.pdf", staff.emergency_card, name="emergency-card"),
    path("medicine/<str:token>/", medicines.one, name="medicine"),
    path("medicine/<str:token>/give/", medicines.give, name="medicine-give"),
    path("medicine/<str:token>/read/", medicines.read, name="medicine-read"),
    path("medicine/<str:token>/stop/", medicines.stop, name="medicine-stop"),
    path("medicine/<str:token>/looked/", medicines.looked, name="medicine-looked"),
    path("given/<str:token>/seen/", medicines.seen, name="giving-seen"),
    path("given/<str:token>/told/", medicines.told, name="giving-told"),
    path("photographs/<str:token>/", photographs.album, name="photographs"),
    path("photographs/<str:token>/new/", photographs.take, name="photograph-new"),
    path("photographs/<str:token>/erase/", photographs.erase_all, name="photographs-erase"),
    path("photograph/<str:token>/", photographs.one, name="photograph"),
    path("photograph/<str:token>/picture/", photographs.picture, name="photograph-picture"),
    path("photograph/<str:token>/use/", photographs.use, name="photograph-use"),
    path("photograph/<str:token>/print/<str:purpose>/", photographs.printed, name="photograph-print"),
    path("photograph/<str:token>/erase/", photographs.erase, name="photograph-erase"),
]
