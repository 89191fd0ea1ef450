"""Addresses of providers, services and places."""

from django.urls import path

from caseway.network.views import finding, places, providers, services, words
from caseway.network.views.referrals import lists, making, one, partner
from caseway.network.views.supports import money, requests

app_name = "network"

urlpatterns = [
    path("providers/", providers.providers, name="providers"),
    path("providers/add/", providers.add, name="add"),
    path("providers/<int:pk>/", providers.provider, name="provider"),
    path("providers/<int:pk>/close/", providers.close, name="close"),
    path("providers/<int:pk>/reopen/", providers.reopen, name="reopen"),
    path("providers/<int:pk>/places/add/", places.add, name="add_place"),
    path("places/<int:pk>/", places.place, name="place"),
    path("services/", finding.services, name="services"),
    path("services/add/", services.add, name="add_service"),
    path("services/check/", services.unchecked, name="unchecked"),
    path("services/<int:pk>/", finding.service, name="service"),
    path("services/<int:pk>/refer/", making.refer_whom, name="refer_whom"),
    path("services/<int:pk>/edit/", services.edit, name="edit_service"),
    path("services/<int:pk>/checked/", services.checked, name="checked"),
    path("services/<int:pk>/publish/", services.publish, name="publish"),
    path("services/<int:pk>/free/", services.count_free, name="count_free"),
    path("services/<int:pk>/free/<int:capacity_pk>/", services.free, name="free"),
    path("referrals/", lists.referrals, name="referrals"),
    path("referrals/<int:pk>/", one.referral, name="referral"),
    path("referrals/<int:pk>/edit/", making.change, name="change_referral"),
    path("referrals/<int:pk>/move/", one.move, name="move_referral"),
    path("referrals/<int:pk>/take-back/", one.take_back, name="take_back_step"),
    path("referrals/<int:pk>/link/", one.make_link, name="make_link"),
    path("referrals/<int:pk>/link/<int:link_pk>/close/", one.close_link, name="close_link"),
    path("cases/<int:pk>/referrals/", lists.case_referrals, name="case"),
    path("cases/<int:pk>/referrals/find/", making.choose, name="choose"),
    path("cases/<int:pk>/referrals/new/", making.refer, name="refer"),
    path("answer/<str:secret>/", partner.answer, name="answer"),
    path("support/", requests.supports, name="supports"),
    path("support/money/", money.money, name="support_money"),
    path("support/<int:pk>/", requests.support, name="support"),
    path("support/<int:pk>/decide/", requests.decide, name="decide_support"),
    path("support/<int:pk>/pay/", requests.pay, name="pay_support"),
    path("cases/<int:pk>/support/new/", requests.ask, name="ask_support"),
    path("cases/<int:pk>/words/new/", words.put_in, name="put_in_word"),
    path("words/<int:pk>/", words.word, name="word"),
]
