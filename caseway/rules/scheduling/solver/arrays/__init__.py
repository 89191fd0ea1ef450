"""The search again, over flat arrays, so that Numba can compile it. Optional.

The same problem, rules and price as the search over days as values, and plans that the same code
writes and explains. The problem is packed into arrays once (`pack`), searched (`search`), and the
best month handed back as days (`unpack`). The source runs without Numba too, only slowly, and then
finds the same plan. NumPy and Numba come with `requirements/planner.txt`; who imports this package
without them gets ImportError, so `engines` asks first.
"""
