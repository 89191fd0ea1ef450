"""Ruin and recreate over whole clients, on routes with capacity and duration.

As in the month planner: a handful of related clients lose all their visits; each is put back by
pricing every day's routes and choosing the way (set of days) that is cheapest in sum. Overloads
are allowed at a price that follows how often they happen (Vidal et al. 2012).

Plain Python over arrays, which Numba compiles when it is installed; without it the same source
runs, slowly. Arrays are handed on one by one: taken out of a tuple, references to them are counted
in the innermost loop, which took four fifths of the time.
"""
