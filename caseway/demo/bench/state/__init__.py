"""A state's month: 300,000 families with about six million entries, and how fast it is worked out.

It has a database of its own, filled in bulk without the triggers of the audit log: what is
measured here is reading and working out, not writing.
"""
