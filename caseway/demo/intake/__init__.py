"""Conversations, ways in, barriers and interests of the demonstration county."""
