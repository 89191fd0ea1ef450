"""What stands behind `make`: set up, run, test and measure Caseway.

Everything here but `prepare` runs before the virtual environment exists, so it
uses the standard library alone.
"""
