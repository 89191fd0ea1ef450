"""What was told of a person stays with her when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.intake.models import Answer, Barrier, GroupSeat, Interest, Interview

for _model in (Barrier, Interview):
    moves(_model)
moves(Answer, "about", once=("interview", "key"))
moves(GroupSeat, once=("session",))
moves(Interest, once=("code",), while_open=True)
