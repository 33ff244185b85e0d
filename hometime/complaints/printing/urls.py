"""The addresses of complaints on paper."""

from django.urls import path

from hometime.complaints.printing import theirs, views

urlpatterns = [
    path("board/<slug:slug>/complaint-form.pdf", views.empty_form, name="complaint-form"),
    path("complaints/photo/", views.photo, name="complaint-photo"),
    path("complaints/<str:token>/paper/", views.papers, name="complaint-papers"),
    path("complaints/<str:token>/paper/form.pdf", views.form_for_case, name="complaint-case-form"),
    path("complaints/<str:token>/paper/<str:what>/", views.make, name="complaint-paper"),
    path("follow/here/timeline.pdf", theirs.here, name="follow-paper"),
    path("told/<str:token>/timeline.pdf", theirs.told, name="told-paper"),
]
