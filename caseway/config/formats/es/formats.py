"""How dates and numbers read in the Spanish of the United States: "lun, 23 nov 2026, 10:30 a.m.".

Day and month are typed in the American order and decimals take a point: the same
person fills in the same office's forms in either language.
"""

DATE_FORMAT = "D, j b Y"
DATETIME_FORMAT = "D, j b Y, g:i a"
TIME_FORMAT = "g:i a"
SHORT_DATE_FORMAT = "m/d/Y"
MONTH_DAY_FORMAT = "j b"
YEAR_MONTH_FORMAT = r"F \d\e Y"
FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
