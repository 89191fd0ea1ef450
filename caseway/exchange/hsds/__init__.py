"""The provider directory in and out, as the Human Services Data Specification 3.1.1 has it.

Everything passes through one shape, rows by table (`tables.py`): a file of any kind is read into
it, records are made of it, and what is published is written from it.
"""
