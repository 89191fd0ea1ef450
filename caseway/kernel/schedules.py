"""What recurs in the kernel."""

from datetime import timedelta

from caseway.kernel import chores
from caseway.kernel.jobs.schedules import every

every(timedelta(minutes=5), "chain the audit", chores.chain_audit)
every(timedelta(hours=1), "forget form keys", chores.purge_submissions)
every(timedelta(days=1), "forget jobs that are done", chores.purge_jobs)
