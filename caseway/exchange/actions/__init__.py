"""Acts on a file: receive, read, map, check, decide, load, undo, forget."""
