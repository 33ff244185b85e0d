"""The addresses of what is kept of complaints."""

from django.urls import path

from hometime.complaints.keeping import views

urlpatterns = [
    path("complaints/show/", views.show, name="record-show"),
    path("complaints/shown/<str:token>/", views.shown, name="record-shown"),
    path("complaints/figures/", views.year, name="complaint-figures"),
    path("complaints/over/", views.over, name="complaints-over"),
    path("complaints/over/<str:case>/<str:what>/", views.sign, name="complaint-over"),
    path("complaints/<str:token>/record/", views.record, name="complaint-record"),
    path("complaints/<str:token>/record/<str:box>/", views.record_add, name="complaint-record-add"),
    path("complaints/<str:token>/summary/", views.summary, name="complaint-summary"),
    path("complaints/<str:token>/sort/", views.sort, name="complaint-sort"),
]
