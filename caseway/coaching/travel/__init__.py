"""Travel times from a server of the agency's own, over HTTP, with the estimate to fall back on."""
