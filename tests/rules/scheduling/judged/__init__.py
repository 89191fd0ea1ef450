"""The parts of the independent checker: each person, each day, the whole."""

VISIT, CALL = "visit", "call"
