"""From stories to rows: sheets that fill tables in bulk, and the loading itself."""
