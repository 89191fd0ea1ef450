"""The rows of the desk's long lists as HTML: kernel/drawing.py says why not in templates."""
