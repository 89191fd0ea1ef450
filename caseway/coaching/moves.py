"""Supported employment stays with the person when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.coaching.models import CoachingEnrolment

moves(CoachingEnrolment, once=("case",), while_open=True, until="ended_on")
