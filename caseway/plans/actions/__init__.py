"""Acts on plans, by idea: writing, offering, signing, keeping, talking."""
