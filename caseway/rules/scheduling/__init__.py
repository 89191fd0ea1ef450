"""The month of a job coach: whom she sees when, how, and what it costs in travel.

`planner.plan_month` is the one question; its answer is a `plans.Plan` with every session, every
session that could not be held, the reasons for both, and her own way of doing it beside it.
Nothing here asks a clock: who wants to stop early hands a clock in.
"""
