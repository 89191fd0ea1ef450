"""The questions that the desk's pages ask."""
