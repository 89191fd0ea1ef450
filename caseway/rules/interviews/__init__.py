"""What a conversation asks, what was said, and what follows from it: plain data, no verdict."""
