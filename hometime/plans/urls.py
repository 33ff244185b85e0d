"""The addresses of plans: none of them says what kind of plan it is."""

from django.urls import path

from hometime.plans.views import safety, support

urlpatterns = [
    path("key/<str:token>/plan/", support.begin, name="plan-new"),
    path("plan/<str:token>/", support.plan, name="plan"),
    path("plan/<str:token>/reply/", support.reply, name="plan-reply"),
    path("plan/<str:token>/told/", support.told, name="plan-told"),
    path("plan/<str:token>/tried/", support.tried, name="plan-tried"),
    path("plan/<str:token>/with/", support.professional, name="plan-professional"),
    path("plan/<str:token>/review/", support.review, name="plan-review"),
    path("key/<str:token>/agreed/", safety.begin, name="safety-new"),
    path("agreed/<str:token>/", safety.plan, name="safety-plan"),
    path("agreed/<str:token>/task/", safety.add_task, name="safety-add"),
    path("agreed/<str:token>/worker/", safety.worker, name="safety-worker"),
    path("agreed/<str:token>/report/", safety.report, name="safety-report"),
    path("agreed/<str:token>/end/", safety.end, name="safety-end"),
    path("together/<str:token>/", safety.task, name="safety-task"),
    path("together/<str:token>/written/", safety.write, name="safety-write"),
    path("together/<str:token>/mine/", safety.mine, name="safety-mine"),
    path("together/<str:token>/give/", safety.give, name="safety-give"),
    path("together/<str:token>/show/", safety.show, name="safety-show"),
    path("together/<str:token>/hide/", safety.hide, name="safety-hide"),
]
