"""The record of a visit: is it whole, what does it come to, is it in time, what does it tell."""
