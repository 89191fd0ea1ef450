"""The desk's pages: find, call, answer."""
