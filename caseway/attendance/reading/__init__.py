"""Reading what people type or paste about attendance: cells, rows, headings and names."""
