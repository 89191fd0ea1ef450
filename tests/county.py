"""A small demonstration county on a fixed day, and its people at the door."""

import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest import mock

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from caseway.cases.actions import emergencies, merging
from caseway.cases.models import Case, Person
from caseway.config.pictures import receive_sample
from caseway.demo.loader.county import load
from caseway.demo.sign_ins import SignIn, sign_ins
from caseway.kernel.models import User

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # in New York
CASES = 60  # enough for one of each showcase story


@contextmanager
def monday_morning():
    """Mon, Nov 23, 2026, 9 a.m., on a clock that goes on from there."""
    began = time.monotonic()

    def now():
        return NINE + timedelta(seconds=time.monotonic() - began)

    with mock.patch.object(timezone, "now", now):
        yield


def load_county() -> tuple[list[SignIn], str]:
    """The county's people who can sign in, one per role, and everybody's password."""
    loaded = load(cases=CASES, seed=7, today=MONDAY)
    receive_sample()
    _emergency()
    _merged()
    return sign_ins(), loaded.passphrase


def _emergency() -> None:
    """The public supervisor opens a case that she does not see by herself, where there is one."""
    by = User.objects.get(email="russell.gaskins@example.org")
    seen = Case.objects.visible_to(by).values("pk")
    site = Case.objects.filter(pk__in=seen).first().site
    hidden = Case.objects.filter(site=site).exclude(pk__in=seen).order_by("pk").first()
    number = hidden.number if hidden else "W-000000"
    emergencies.open_in_emergency(number=number, reason="A fire in the house.", by=by, at=NINE)


def _merged() -> None:
    """Two records of one person, made one by the public supervisor."""
    by = User.objects.get(email="carmen.olivares@example.org")
    kept, gone = Person.objects.visible_to(by).order_by("-pk")[:2]
    merging.merge_people(kept=kept, gone=gone, reason="She says so.", by=by, at=NINE)


def signed_in(email: str, password: str, language: str = "en") -> tuple[User, Client]:
    """A person of the county, signed in by the form, who reads `language`."""
    User.objects.filter(email=email).update(language=language)
    client = Client()
    answer = client.post(reverse("account_login"), {"login": email, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] = NINE.timestamp()  # noted by the machine's own clock
    session.save()
    return User.objects.get(email=email), client


def give_second_step(user: User) -> None:
    """An app, a key and recovery codes, so that their pages have something to show."""
    totp.TOTP.activate(user, totp.generate_totp_secret())
    key = {"name": "Blue key", "credential": _credential()}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=key)
    RecoveryCodes.activate(user)


def _credential() -> dict:
    """What a browser sends when a key is added, as it is kept."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid(bytes(16)), b"blue key", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    about = AuthenticatorData.create(bytes(32), flags, 0, made)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    proof = AttestationObject.create("none", about, {})
    answer = AuthenticatorAttestationResponse(client_data=client, attestation_object=proof)
    return dict(RegistrationResponse(raw_id=b"blue key", response=answer))
