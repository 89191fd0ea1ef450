"""The month told from its checklists: no evidence, no sentence."""
