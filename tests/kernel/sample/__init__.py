"""An app that only the tests install: one model that uses everything the kernel offers."""
