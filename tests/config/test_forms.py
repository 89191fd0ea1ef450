"""Every form is drawn by our own templates: label, hint, error and control, tied together."""

from html.parser import HTMLParser

import pytest
from django import forms


class Tags(HTMLParser):
    """All start tags as (name, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def one(self, tag, **attrs):
        hits = [a for t, a in self.found if t == tag and attrs.items() <= a.items()]
        assert len(hits) == 1, (tag, attrs, self.found)
        return hits[0]


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As she says it.", max_length=128)
    kind = forms.ChoiceField(
        label="How", choices=[("call", "Call"), ("visit", "Visit")], widget=forms.RadioSelect
    )
    place = forms.ChoiceField(label="Where", choices=[("a", "A")], required=False)
    told = forms.BooleanField(label="I told her", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)


def test_each_control_has_its_label_and_the_design_systems_class():
    page = Tags(str(Sample()))

    assert page.one("input", name="name")["class"] == "usa-input"
    assert page.one("label", **{"for": "id_name"})["class"] == "usa-label"
    assert page.one("select", name="place")["class"] == "usa-select"
    assert page.one("textarea", name="note")["class"] == "usa-textarea"
    assert page.one("input", name="told")["class"] == "usa-checkbox__input"
    assert page.one("label", **{"for": "id_told"})["class"] == "usa-checkbox__label"


def test_radios_stand_in_a_fieldset_with_a_legend_and_a_label_each():
    page = Tags(str(Sample()))

    page.one("fieldset", id="id_kind_group")
    page.one("legend")
    for n in (0, 1):
        assert page.one("input", id=f"id_kind_{n}")["class"] == "usa-radio__input"
        page.one("label", **{"for": f"id_kind_{n}"})


def test_hint_and_error_are_tied_to_the_control():
    html = str(Sample({"name": "", "kind": "call"}))
    page = Tags(html)

    field = page.one("input", name="name")

    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    page.one("div", id="id_name_helptext")
    page.one("div", id="id_name_error")


def test_a_group_of_radios_is_tied_to_its_error_too():
    page = Tags(str(Sample({"name": "Ana"})))

    assert page.one("fieldset", id="id_kind_group")["aria-describedby"] == "id_kind_error"


@pytest.mark.parametrize(("required", "shown"), [(True, 0), (False, 1)])
def test_only_what_may_be_left_out_says_so(required, shown):
    class One(forms.Form):
        name = forms.CharField(label="Name", required=required)

    assert str(One()).count("(optional)") == shown


def test_what_was_typed_is_kept_and_escaped():
    html = str(Sample({"name": '<b>"Ana"</b>', "kind": "call"}))

    assert "<b>" not in html
    assert "&lt;b&gt;&quot;Ana&quot;&lt;/b&gt;" in html


def test_a_widgets_own_class_is_added_not_lost():
    class Own(forms.Form):
        when = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "c-wide"}))

    field = Tags(str(Own())).one("input", name="when")

    assert field["class"] == "usa-input c-wide"
    assert field["type"] == "date"
