"""The addresses of this room: none of them says what it is about."""

from django.urls import path

from hometime.sharing.views import desk, shared, shares, third_party, worries

urlpatterns = [
    path("worry/", worries.who, name="worry-who"),
    path("worry/somebody/", worries.somebody, name="worry-somebody"),
    path("key/<str:token>/worry/", worries.worry, name="key-worry"),
    path("written/", worries.sent, name="key-worry-sent"),
    path("worry/<str:token>/", worries.worried, name="worry"),
    path("worry/<str:token>/read/", worries.read, name="worry-read"),
    path("worry/<str:token>/taken-up/", worries.take_up, name="worry-taken-up"),
    path("desk/", desk.the_desk, name="desk"),
    path("key/<str:token>/share/", shares.begin, name="share-new"),
    path("share/<str:token>/", shares.share, name="share"),
    path("share/<str:token>/decide/", shares.decide, name="share-decide"),
    path("share/<str:token>/ask/", shares.ask, name="share-ask"),
    path("share/<str:token>/agree/", shares.agree, name="share-agree"),
    path("share/<str:token>/send/", shares.send, name="share-send"),
    path("share/<str:token>/told/", shares.told, name="share-told"),
    path("share/<str:token>/review/", shares.review, name="share-review"),
    path("sent/<str:token>/stop/", shares.stop, name="sent-stop"),
    path("sent/<str:token>/code/", shares.tell_code, name="sent-code"),
    path("sent/<str:token>/received/", shares.received, name="sent-received"),
    path("sent/<str:token>/paper/", shares.paper, name="sent-paper"),
    path("key/<str:token>/told-us/", third_party.begin, name="told-us-new"),
    path("told-us/<str:token>/", third_party.told_us, name="told-us"),
    path("told-us/<str:token>/ask/", third_party.ask, name="told-us-ask"),
    path("told-us/<str:token>/release/", third_party.release, name="told-us-release"),
    path("told-us/answer/<str:token>/", third_party.answered, name="told-us-answered"),
    path("shared/<str:secret>/", shared.shared, name="shared"),
    path("shared/<str:secret>/have-it/", shared.have_it, name="shared-have-it"),
]
