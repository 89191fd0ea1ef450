"""Every field that could describe a person has a class."""

import pytest
from django.db import models

from caseway.kernel.models import User
from caseway.kernel.personal import (
    FieldClass,
    classed,
    field_classes,
    own_models,
    unclassed,
    unknown,
)


def test_every_field_that_could_describe_a_person_is_classed():
    missing = {model._meta.label: names for model in own_models() if (names := unclassed(model))}

    assert missing == {}, "name these in personal_fields (kernel/personal.py says how)"


def test_no_model_classes_a_field_it_does_not_have():
    stray = {model._meta.label: names for model in own_models() if (names := unknown(model))}

    assert stray == {}


def test_the_walk_reaches_the_models_and_their_link_tables():
    labels = {model._meta.label for model in own_models()}

    assert {"kernel.User", "kernel.User_groups"} <= labels


@pytest.fixture
def thing():
    """A model that exists for one test: parents first, nothing registered for good."""
    from django.test.utils import isolate_apps

    with isolate_apps("caseway.kernel"):

        class Named(models.Model):
            label = models.CharField(max_length=9)
            born_on = models.DateField()
            personal_fields = classed(open="label")

            class Meta:
                abstract = True
                app_label = "kernel"

        class Thing(Named):  # noqa: DJ008 - lives for one test
            note = models.TextField()
            extra = models.JSONField()
            photo = models.BinaryField()
            weight = models.IntegerField()
            limps = models.BooleanField()
            personal_fields = classed(personal="label note", health="limps")

            class Meta:
                app_label = "kernel"

        yield Thing


def test_text_dates_json_and_bytes_must_be_classed_and_numbers_need_not(thing):
    assert unclassed(thing) == ["born_on", "extra", "photo"]


def test_a_number_or_boolean_is_open_unless_classed(thing):
    classes = field_classes(thing)

    assert (classes["weight"], classes["limps"]) == (FieldClass.OPEN, FieldClass.HEALTH)


def test_a_child_says_it_again_and_is_heard(thing):
    assert field_classes(thing)["label"] is FieldClass.PERSONAL


def test_one_name_in_two_classes_is_a_bug():
    with pytest.raises(ValueError, match="name is classed both open and tax"):
        classed(open="code name", tax="name")


def test_a_password_hash_is_kept_like_an_identifier():
    assert field_classes(User)["password"] is FieldClass.IDENTIFIER
