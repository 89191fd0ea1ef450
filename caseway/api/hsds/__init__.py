"""The published directory as the HSDS 3.1.1 API has it: read only, off unless chosen."""
