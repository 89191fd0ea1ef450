"""The components that lists repeat, drawn in Python: kernel/drawing.py says why.

Templates reach them as tags (`{% icon %}`, `{% why_panel %}`); rows that are drawn
in Python call them. Their styles are in config/static/css.
"""
