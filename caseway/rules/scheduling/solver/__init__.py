"""Finding the month: days, what a client costs on each, and the search over whole clients.

The inputs are compiled into numbers once (`problem`). A day is immutable and remembers what each
client would cost in it (`day`, `offers`), so that only days that changed are worked out anew.
"""
