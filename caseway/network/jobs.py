"""Letters to providers, sent behind the page."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from caseway.network.actions.referrals import new_secret


# Not atomic, because a slow mail server must not hold a transaction open.
@task(atomic=False)
def send_referral_link(*, link_id: int, site: str) -> None:
    """Send a provider the link by which they answer. The letter names nobody.

    The secret is made here, so that it never stands in the queue. Sending twice makes the first
    letter's link void: the later letter is the one to use.
    """
    made = new_secret(link_id=link_id, at=timezone.now())
    if made is None:
        return
    link, secret = made
    page = {
        "provider": link.referral.provider.name,
        "by": link.made_by,
        "until": link.expires_at,
        "link": urljoin(site, reverse("network:answer", args=[secret])),
        "product_name": settings.PRODUCT_NAME,
    }
    body = render_to_string("network/email/answer.txt", page)
    send_mail(_("Can you help? Please answer"), body, settings.DEFAULT_FROM_EMAIL, [link.sent_to])
