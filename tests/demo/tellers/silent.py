"""Ends as if all were well, and has told nothing."""

import sys

sys.stdin.buffer.read()
