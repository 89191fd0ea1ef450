"""The addresses of plans. Names never stand in them; a link's token opens its own pages only."""

from django.urls import path

from caseway.plans.views import keeping, mine, parts, plan, settings, versions

app_name = "plans"

_PART = {name: {"part": name} for name in parts.PARTS}

urlpatterns = [
    path("plans/cases/<int:pk>/", plan.case_plans, name="case"),
    path("plans/cases/<int:pk>/begin/", plan.begin, name="begin"),
    path("plans/<int:pk>/", plan.plan, name="plan"),
    path("plans/<int:pk>/words/", plan.words, name="words"),
    path("plans/<int:pk>/end/", plan.end, name="end"),
    path("plans/<int:pk>/offer/", versions.offer, name="offer"),
    path("plans/<int:pk>/approve/", versions.approve, name="approve"),
    path("plans/<int:pk>/hours/", parts.look, name="look"),
    path("plans/<int:pk>/meet/", keeping.meet, name="meet"),
    path("plans/<int:pk>/review/", keeping.review, name="review"),
    path("plans/<int:pk>/propose/", keeping.propose, name="propose"),
    path("plans/<int:pk>/goals/add/", parts.add, _PART["goals"], name="add_goal"),
    path("plans/<int:pk>/supports/add/", parts.add, _PART["supports"], name="add_support"),
    path("plans/<int:pk>/duties/add/", parts.add, _PART["duties"], name="add_duty"),
    path("plans/goals/<int:pk>/", parts.change, _PART["goals"], name="goal"),
    path("plans/goals/<int:pk>/steps/add/", parts.add_step, name="add_step"),
    path("plans/goals/<int:pk>/settle/", keeping.settle, name="settle"),
    path("plans/goals/<int:pk>/out/", parts.out, _PART["goals"], name="goal_out"),
    path("plans/goals/<int:pk>/back/", parts.back, _PART["goals"], name="goal_back"),
    path("plans/steps/<int:pk>/", parts.change, _PART["steps"], name="step"),
    path("plans/steps/<int:pk>/tell/", keeping.tell, name="tell"),
    path("plans/steps/<int:pk>/out/", parts.out, _PART["steps"], name="step_out"),
    path("plans/supports/<int:pk>/", parts.change, _PART["supports"], name="support"),
    path("plans/supports/<int:pk>/give/", keeping.give, name="give"),
    path("plans/supports/<int:pk>/out/", parts.out, _PART["supports"], name="support_out"),
    path("plans/duties/<int:pk>/", parts.change, _PART["duties"], name="duty"),
    path("plans/duties/<int:pk>/watch/", keeping.watch, name="watch"),
    path("plans/duties/<int:pk>/out/", parts.out, _PART["duties"], name="duty_out"),
    path("plans/proposals/<int:pk>/answer/", keeping.answer, name="answer"),
    path("plans/versions/<int:pk>/", versions.version, name="version"),
    path("plans/versions/<int:pk>/sign/", versions.sign, name="sign"),
    path("plans/versions/<int:pk>/paper/", versions.paper, name="paper"),
    path("plans/versions/<int:pk>/link/", versions.link, name="link"),
    path(
        "plans/versions/<int:pk>/link/<int:signing_pk>/close/",
        versions.close_link,
        name="close_link",
    ),
    path("plans/versions/<int:pk>/copy/<slug:language>.<slug:ending>", versions.copy, name="copy"),
    path("sites/<int:pk>/plans/", settings.approval, name="approval"),
    path("mine/<str:token>/", mine.mine, name="mine"),
    path("mine/<str:token>/sign/", mine.sign, name="mine_sign"),
    path("mine/<str:token>/decline/", mine.decline, name="mine_decline"),
    path("mine/<str:token>/paper/", mine.on_paper, name="mine_paper"),
    path("mine/<str:token>/ask/", mine.ask, name="mine_ask"),
    path("mine/<str:token>/reply/<int:proposal_pk>/", mine.reply, name="mine_reply"),
    path("mine/<str:token>/copy/<slug:language>.<slug:ending>", mine.keep_copy, name="mine_copy"),
]
