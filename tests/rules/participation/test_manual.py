"""The manual says what the rule does."""

from tests.rules.participation.manual import PAGE, page


def test_the_page_of_worked_examples_is_the_one_the_table_gives():
    written = PAGE.read_text(encoding="utf-8")

    assert written == page(), "write it anew: python -m tests.rules.participation.manual"
