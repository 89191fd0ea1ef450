"""The same office and the same clock as for the hours of a case."""

from tests.attendance.cases.conftest import key, now, sign_in, world  # noqa: F401
