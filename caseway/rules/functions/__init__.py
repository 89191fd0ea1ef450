"""The functions of a program and who may hold them: Table II.1 as data."""
