"""The addresses of outings. What works without a signal has its script and its empty page below the same folder."""

from django.urls import path

from hometime.together import views

urlpatterns = [
    path("outings/", views.every_outing, name="outings"),
    path("outings/new/", views.new, name="outing-new"),
    path("outings/away/", views.away, name="outing-away"),
    path("outings/away.js", views.away_script, name="outing-away-script"),
    path("outings/<str:token>/", views.outing, name="outing"),
    path("outings/<str:token>/now/", views.now, name="outing-now"),
    path("outings/<str:token>/paper/", views.paper, name="outing-paper"),
    path("outings/<str:token>/family/", views.family, name="outing-family"),
    path("outings/<str:token>/told/", views.told, name="outing-told"),
    path("outings/<str:token>/leave/", views.leave, name="outing-leave"),
    path("outings/<str:token>/count/<str:point>/", views.count, name="outing-count"),
    path("outings/<str:token>/early/", views.early, name="outing-early"),
    path("outings/<str:token>/found/<str:duty>/", views.found_out, name="outing-found"),
    path("outings/<str:token>/invite/", views.invite, name="outing-invite"),
    path("outings/<str:token>/hand-on/", views.hand_on, name="outing-hand-on"),
    path("outings/<str:token>/attach/", views.attach, name="outing-attach"),
    path("outings/<str:token>/off/", views.off, name="outing-off"),
    path("outings/answer/<str:token>/<str:answer>/", views.answer, name="outing-answer"),
]
