"""The addresses of the living policy, of the contact cards, and of the closures."""

from django.urls import path, re_path

from hometime.inspection import closures, contacts, views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/<slug:slug>/contacts/", contacts.cards, name="contacts"),
    path("policy/<slug:slug>/contacts/new/", contacts.new, name="contact-new"),
    path("policy/contact/<str:card>/", contacts.change, name="contact"),
    path("policy/contact/<str:card>/compared/", contacts.compared, name="contact-compared"),
    path("policy/<slug:slug>/closed/", closures.closures, name="closures"),
    path("policy/closed/<str:closure>/back/", closures.open_after_all, name="closure-back"),
    re_path(r"^policy/(?P<slug>[-\w]+)/(?P<number>\d+(?:\.\d+)*)/$", views.adopted, name="policy-part"),
    path("policy/clause/<str:clause>/", views.clause, name="policy-clause"),
]
