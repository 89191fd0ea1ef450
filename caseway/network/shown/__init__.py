"""The directory in words: lines of a list, hours, distances, filters that are on."""
