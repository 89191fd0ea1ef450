"""Plans in words: the document that is signed, differences, hours, and what a page prints."""
