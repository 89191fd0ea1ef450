"""What recurs for attendance."""

from datetime import timedelta

from caseway.attendance import jobs
from caseway.kernel.jobs.schedules import every

every(timedelta(days=1), "begin the month for every family", jobs.begin_month)
every(timedelta(hours=1), "work out months that changed", jobs.work_out_stale_months)
every(timedelta(days=7), "check the results of a year", jobs.check_months)
every(timedelta(hours=1), "see where the month is heading", jobs.look_ahead)
every(timedelta(days=1), "let proof run out on its day", jobs.let_proof_expire)
