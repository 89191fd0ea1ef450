"""The field app: a page that a phone keeps, and what it asks the server for."""
