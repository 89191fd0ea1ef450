"""A lower bound on what a coach's month can cost, which no plan can be under.

Everything that a day could hold and every way a client could be seen is enumerated, and HiGHS
solves how they best fit together (Dantzig and Wolfe 1960). Shares no code with the planner.

The bound is on routing, windows, hours, the meal, the cap on visits, spacing, lateness, the own
weekday, calls and load. Four things are let go, each of which can only lower it: calls need time
in the day, but not a gap in the right place; a duty in the middle of a day takes its minutes, but
no way; a way is as short as the shortest detour; sessions may be divided between days. Months with
locks, announced sessions or groups have no bound here.
"""
