"""The addresses of a family's welcome."""

from django.urls import path

from hometime.welcome.views import joining, pulse, settling, translating

urlpatterns = [
    path("key/<str:token>/settling/", settling.begin, name="settling-begin"),
    path("settling/<str:token>/", settling.settling, name="settling"),
    path("settling/<str:token>/plan/", settling.plan, name="settling-plan"),
    path("settling/<str:token>/agree/<str:answer>/", settling.agree, name="settling-agree"),
    path("settling/<str:token>/say/", settling.say, name="settling-say"),
    path("settling/<str:token>/done/<str:answer>/", settling.done, name="settling-done"),
    path("settling/<str:token>/visit/", settling.visit, name="settling-visit"),
    path("settling/<str:token>/told/", settling.told, name="settling-told"),
    path("settling/<str:token>/without/", settling.without, name="settling-without"),
    path("settling/<str:token>/look/", settling.look, name="settling-look"),
    path("settling/<str:token>/here/", settling.here, name="settling-here"),
    path("welcome/", joining.every_pack, name="welcome-packs"),
    path("welcome/<str:kind>/write/", joining.write, name="pack-write"),
    path("pack/<str:token>/", joining.pack, name="pack"),
    path("pack/<str:token>/in/<str:language>/", translating.translate, name="pack-translate"),
    path("translated/<str:token>/checked/", translating.checked, name="pack-checked"),
    path("felt/", pulse.felt, name="welcome-felt"),
    path("felt/jar/", pulse.jar, name="felt-jar"),
    path("felt/<slug:slug>/tell/", pulse.tell, name="felt-tell"),
    path("joining/<str:token>/", joining.joining, name="joining"),
    path("joining/<str:token>/read/<str:kind>/", joining.read, name="joining-read"),
    path("joining/<str:token>/read/<str:kind>/yes/", joining.confirm, name="joining-confirm"),
    path("joining/<str:token>/talk/", joining.talk, name="joining-talk"),
    path("joining/<str:token>/door/", joining.door, name="joining-door"),
    path("joining/<str:token>/needs/", joining.needs, name="joining-needs"),
    path("joining/<str:token>/had/", joining.had, name="joining-had"),
]
