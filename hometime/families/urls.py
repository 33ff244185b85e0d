"""The addresses of families: none of them says a name, a number or a date."""

from django.urls import path

from hometime.families.views import adults, bonds, children, parents, sheets

urlpatterns = [
    path("children/", children.children, name="children"),
    path("children/new/", children.new, name="child-new"),
    path("children/sheet/", sheets.bring, name="sheet-new"),
    path("children/sheet/<str:token>/", sheets.sheet, name="sheet"),
    path("children/sheet/<str:token>/columns/", sheets.columns, name="sheet-columns"),
    path("children/sheet/<str:token>/mistakes/", sheets.faults, name="sheet-mistakes"),
    path("children/sheet/<str:token>/aside/", sheets.aside, name="sheet-aside"),
    path("children/<str:token>/change/", children.change, name="child-change"),
    path("children/<str:token>/adult/", children.add_adult, name="adult-new"),
    path("children/<str:token>/propose/", parents.propose, name="adult-propose"),
    path("adult/<str:token>/", adults.adult, name="adult"),
    path("adult/<str:token>/contact/", adults.contact, name="adult-contact"),
    path("adult/<str:token>/address/", adults.address, name="adult-address"),
    path("adult/<str:token>/household/", adults.household, name="household"),
    path("household/<str:token>/leave/", parents.leave, name="household-leave"),
    path("bond/<str:token>/", bonds.one, name="bond"),
    path("bond/<str:token>/seen/", bonds.seen, name="bond-seen"),
    path("bond/<str:token>/sign-in/", bonds.let_in, name="bond-sign-in"),
    path("bond/<str:token>/order/", bonds.order, name="bond-order"),
    path("bond/<str:token>/end/", bonds.end, name="bond-end"),
    path("bond/<str:token>/decide/<slug:facet>/", bonds.decide, name="bond-decide"),
    path("order/<str:token>/settle/", bonds.settle, name="order-settle"),
    path("decision/<str:token>/renew/", bonds.renew, name="decision-renew"),
]
