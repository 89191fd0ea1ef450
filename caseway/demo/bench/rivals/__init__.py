"""Routing libraries on the same coach-months: told as much as each can be told, scored alike.

None of them knows patterns of visits. Each session is bound to a week (weekly) or to every other
week (two-weekly); what then breaks the spacing is left out when the month is scored, and what is
missing is filled in greedily with calls and visits, to their advantage. VROOM knows no price for
leaving a visit out, PyVRP no meal, and neither a price for a long day.
"""
