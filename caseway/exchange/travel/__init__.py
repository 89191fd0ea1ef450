"""Tables of travel times: sent, looked at, taken."""
