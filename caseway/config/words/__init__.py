"""The words people read: collected from the code, kept in locale/, compiled for Django."""
