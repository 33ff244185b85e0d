"""The addresses of the owners' reviews."""

from django.urls import path

from hometime.complaints.reviewing import views

urlpatterns = [
    path("complaints/review/<str:token>/", views.review, name="complaint-review"),
    path("complaints/review/<str:token>/<str:what>/", views.do, name="complaint-review-do"),
]
