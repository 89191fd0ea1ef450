"""What was told of a person stays with her when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.intake.models import Barrier

moves(Barrier)
