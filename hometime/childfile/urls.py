"""The addresses of a child's file: none of them says a name, a number or a date."""

from django.urls import path

from hometime.childfile import openings, views

urlpatterns = [
    path("c/", views.mine, name="my-child"),
    path("c/<str:token>/", views.file, name="child-file"),
    path("c/<str:token>/people/", views.people, name="child-people"),
    path("c/<str:token>/looked/", views.looked, name="child-looked"),
    path("c/<str:token>/copy/", views.copy, name="child-copy"),
    path("c/<str:token>/bundle/", views.bundle, name="child-bundle"),
    path("c/<str:token>/tab/<slug:tab>/", views.tab, name="child-tab"),
    path("c/<str:token>/key-person/", views.allocate, name="allocate"),
    path("c/<str:token>/leaving/", views.leaving, name="child-leaving"),
    path("c/<str:token>/stays/", views.stays, name="child-stays"),
    path("as/<str:token>/", views.as_parent, name="child-as-parent"),
    path("as/<str:token>/bundle/", views.bundle_for, name="child-bundle-for"),
    path("why/", openings.why, name="why"),
    path("openings/", openings.openings, name="openings"),
    path("openings/<str:token>/", openings.opening, name="opening"),
    path("key-persons/", views.key_persons, name="key-persons"),
]
