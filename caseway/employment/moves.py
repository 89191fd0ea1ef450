"""Jobs stay with the person when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.employment.models import Job

moves(Job)
