"""The audit viewer: who changed what, who looked at whom, and whether the record is whole.

What a reader may see of it follows the cases: an officer of a public agency
reads the log of her site, one of a contractor that of the cases her agency
holds. Rows about safety show to officers trained for them and to nobody else.
"""
