"""How dates and numbers read in English: "Mon, Nov 23, 2026, 10:30 a.m."."""

DATE_FORMAT = "D, M j, Y"
DATETIME_FORMAT = "D, M j, Y, g:i a"
TIME_FORMAT = "g:i a"
SHORT_DATE_FORMAT = "m/d/Y"
MONTH_DAY_FORMAT = "M j"
YEAR_MONTH_FORMAT = "F Y"
FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
