"""The parts of the field app that only reckon: times, entries, what is missing, what differs."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENTRY = {
    "key": "k",
    "visit": "v",
    "edition": 1,
    "tried": False,
    "state": "draft",
    "outcome": "held",
    "started": "10:30",
    "stopped": "11:30",
    "answers": {"mode": "visit", "support": "some", "doings": []},
    "why_not": "",
    "note": "",
    "sign": True,
}
ITEMS = [
    {"code": "started", "kind": "time", "must": True},
    {"code": "mode", "kind": "one", "must": True},
    {"code": "setting", "kind": "setting", "must": True},
    {"code": "doings", "kind": "doings", "must": True},
    {"code": "seen", "kind": "many", "must": False},
    {"code": "own-1", "kind": "yes_no", "must": True},
]


@pytest.fixture
def asked(open_page):
    """asked("clock", "later", "23:30", 60): what a function of a part answers."""
    page = open_page("/help/")

    def ask(module, name, *arguments):
        return page.evaluate(
            "async ([module, name, given]) =>"
            " (await import(`/static/js/field/${module}.js`))[name](...given)",
            [module, name, list(arguments)],
        )

    return ask


def test_times_go_on_past_midnight_and_are_never_guessed(asked):
    assert asked("clock", "later", "10:30", 60) == "11:30"
    assert asked("clock", "later", "23:30", 60) == "00:30"
    assert asked("clock", "later", "", 60) == ""
    assert asked("clock", "lasted", "10:30", "11:25") == 55
    assert asked("clock", "lasted", "23:30", "00:20") == 50
    assert asked("clock", "lasted", "10:30", "10:30") == 24 * 60
    assert asked("clock", "lasted", "10:30", "") is None
    assert asked("clock", "minutesOf", "24:00") is None


def test_the_way_goes_to_an_address_in_the_phones_own_map(asked):
    address = "41-17 Steinway Street, Queens"

    assert asked("places", "directions", address, "Mozilla/5.0 (Linux; Android 15)") == (
        "geo:0,0?q=41-17%20Steinway%20Street%2C%20Queens"
    )
    assert asked("places", "directions", address, "Mozilla/5.0 (iPhone)").startswith("maps://")


def test_an_entry_gets_a_new_edition_only_after_it_was_tried(asked):
    fresh = asked("entry", "changed", ENTRY, {"note": "x"})
    tried = asked("entry", "changed", {**ENTRY, "tried": True, "state": "waiting"}, {})

    assert (fresh["edition"], fresh["note"]) == (1, "x")
    assert (tried["edition"], tried["tried"], tried["state"]) == (2, False, "draft")


def test_what_did_not_take_place_sends_no_answers(asked):
    missed = {**ENTRY, "outcome": "no_show", "why_not": "client_ill"}

    sent = asked("entry", "toSend", missed)

    assert (sent["answers"], sent["started"], sent["sign"]) == ({}, "", False)
    assert not {"photo", "state", "tried"} & set(sent)


def test_what_is_missing_is_told_in_the_order_of_the_checklist(asked):
    goals = [{"code": "7", "label": "A goal"}]
    whole = {
        **ENTRY,
        "answers": {
            "mode": "visit",
            "setting": "group",
            "group_size": 3,
            "doings": [{"activity": "coaching", "goal": "7"}],
            "own": {"own-1": False},
        },
    }
    no_size = {**whole, "answers": {**whole["answers"], "group_size": ""}}
    no_goal = {**whole, "answers": {**whole["answers"], "doings": [{"activity": "coaching"}]}}

    assert asked("checks", "missing", ENTRY, ITEMS, goals) == ["setting", "doings", "own-1"]
    assert asked("checks", "missing", whole, ITEMS, goals) == []
    assert asked("checks", "missing", no_size, ITEMS, goals) == ["setting"]
    assert asked("checks", "missing", no_goal, ITEMS, goals) == ["goal"]
    assert asked("checks", "missing", no_goal, ITEMS, []) == []


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"started": ""}, ["started"]),
        ({"started": "10:30", "stopped": "02:30"}, []),
        ({"started": "10:30", "stopped": "02:31"}, ["too_long"]),
        ({"outcome": "no_show"}, ["why_not"]),
    ],
)
def test_what_cannot_be_sent_at_all_is_told_before_it_is_tried(asked, changes, faults):
    assert asked("checks", "faults", {**ENTRY, **changes}) == faults


THEIRS = {
    "outcome": "held",
    "started": "10:30",
    "stopped": "11:00",
    "answers": {"mode": "visit", "support": "much", "travel_minutes": 5},
    "why_not": "",
    "note": "",
}


def test_only_what_differs_is_asked_about(asked):
    names = [one["name"] for one in asked("conflict", "differences", ENTRY, THEIRS)]

    # No activity on one side and none named on the other are the same.
    assert names == ["stopped", "support", "travel_minutes"]


def test_a_number_and_its_digits_are_one_answer(asked):
    mine = {**ENTRY, "stopped": "11:00", "answers": {"mode": "visit", "doings": [_done("7")]}}
    other = {**THEIRS, "answers": {"mode": "visit", "doings": [_done(7)]}}

    assert asked("conflict", "differences", mine, other) == []


def _done(goal):
    return {"activity": "coaching", "goal": goal}


def test_each_part_is_taken_from_the_side_that_was_chosen(asked):
    now = {"seen": "new", "base": 4}

    kept = asked(
        "conflict", "chosen", {**ENTRY, "tried": True}, THEIRS, now, ["support", "stopped"]
    )

    assert (kept["answers"]["support"], kept["stopped"]) == ("much", "11:00")
    assert kept["answers"]["mode"] == "visit"
    assert (kept["edition"], kept["base"], kept["settle"]) == (2, 4, "take")
