"""The addresses of key persons and families."""

from django.urls import path

from hometime.keypersons.views import checks, children, meetings, words

urlpatterns = [
    path("my-children/", children.mine, name="my-children"),
    path("key/<str:token>/", children.child, name="key-child"),
    path("key/<str:token>/write/", children.write, name="key-write"),
    path("key/<str:token>/worry/", children.worry, name="key-worry"),
    path("key/<str:token>/talk/", meetings.offer, name="meeting-offer"),
    path("written/", children.worry_sent, name="key-worry-sent"),
    path("worry/<str:token>/", children.worried, name="worry"),
    path("worry/<str:token>/taken-up/", children.take_up, name="worry-taken-up"),
    path("meeting/<str:token>/", meetings.meeting, name="meeting"),
    path("meeting/<str:token>/time/<str:slot>/", meetings.choose, name="meeting-choose"),
    path("meeting/<str:token>/no-time/", meetings.talk, name="meeting-talk"),
    path("meeting/<str:token>/agree/<str:answer>/", meetings.agree, name="meeting-agree"),
    path("meeting/<str:token>/say/", meetings.say, name="meeting-say"),
    path("meeting/<str:token>/again/", meetings.again, name="meeting-again"),
    path("meeting/<str:token>/held/", meetings.hold, name="meeting-hold"),
    path("meeting/<str:token>/end/", meetings.end, name="meeting-end"),
    path("check/<str:token>/", checks.check, name="check"),
    path("check/<str:token>/mine/", checks.mine, name="check-mine"),
    path("check/<str:token>/write/", checks.write, name="check-write"),
    path("check/<str:token>/told/", checks.told, name="check-told"),
    path("check/<str:token>/asked/", checks.asked, name="check-asked"),
    path("check/<str:token>/copy/", checks.copy, name="check-copy"),
    path("check/<str:token>/elsewhere/", checks.elsewhere, name="check-elsewhere"),
    path("key/<str:token>/word/", words.tell, name="word-new"),
    path("word/<str:token>/", words.word, name="word"),
    path("word/<str:token>/read/", words.read, name="word-read"),
    path("sealed-words/", words.sealed, name="words-sealed"),
    path("sealed-words/<str:token>/", words.unseal, name="word-open"),
    path("sealed-words/<str:token>/open/", words.open_it, name="word-opened"),
]
