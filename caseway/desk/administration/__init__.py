"""Pages of administrators and privacy officers that span apps."""
