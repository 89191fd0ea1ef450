"""Days and hours as an office counts them, around the day of loading."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
OPENED_DAYS_AGO = 2000  # when the county's sites opened and its first workers came


class Calendar:
    """Working days before and after `today`, and instants in the site's zone."""

    def __init__(self, today: date, zone: str) -> None:
        self.today = today
        self.zone = ZoneInfo(zone)
        self._workdays: dict[int, date] = {}

    def day(self, offset: int) -> date:
        """So many calendar days from today; negative is past."""
        return self.today + timedelta(days=offset)

    def workday(self, offset: int) -> date:
        """The so-manieth Monday-to-Friday day after today; negative is before.

        0 is today when it is a working day and otherwise the next one.
        """
        found = self._workdays.get(offset)
        if found is None:
            found = self._workdays[offset] = self._count(offset)
        return found

    @property
    def opening(self) -> date:
        """When the sites opened."""
        return self.day(-OPENED_DAYS_AGO)

    def friday(self) -> date:
        """The last Friday before today."""
        back = (self.today.weekday() - 4) % 7 or 7
        return self.today - timedelta(days=back)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return _moment(day, hour, minute, self.zone)

    def _count(self, offset: int) -> date:
        day, step = self.today, DAY if offset >= 0 else -DAY
        while offset == 0 and day.weekday() > 4:
            day += DAY
        left = abs(offset)
        while left:
            day += step
            left -= day.weekday() < 5
        return day


@lru_cache(maxsize=20_000)  # a county's rows say the same hour of a day again and again
def _moment(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour, minute), zone)


def on_workday(day: date) -> date:
    """The day itself, or the Friday before when it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
