"""What becomes of a line: new, changed, same, held or refused, and why."""

from caseway.exchange.checking.judge import Judgement, Line, judge

__all__ = ["Judgement", "Line", "judge"]
