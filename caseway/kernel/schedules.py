"""What recurs in the kernel."""

from datetime import timedelta

from caseway.kernel import chores
from caseway.kernel.jobs.schedules import every
from caseway.kernel.signin.jobs import forget_old_sign_ins

every(timedelta(minutes=5), "chain the audit", chores.chain_audit)
every(timedelta(days=1), "check the audit", chores.check_audit)
every(timedelta(hours=1), "forget form keys", chores.purge_submissions)
every(timedelta(hours=1), "forget old sign-ins", forget_old_sign_ins)
every(timedelta(days=1), "forget jobs that are done", chores.purge_jobs)
