"""What recurs for files."""

from datetime import timedelta

from caseway.exchange import jobs
from caseway.kernel.jobs.schedules import every

every(timedelta(days=1), "forget files that have expired", jobs.purge_files)
