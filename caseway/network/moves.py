"""What was done to help stays with the person when two records of her become one."""

from caseway.cases.actions.moves import moves
from caseway.network.models import Referral, SupportRequest, WordPutIn

for _model in (Referral, SupportRequest, WordPutIn):
    moves(_model)
