"""Which cells of a sheet are from, to and how long, with or without headings."""

from collections.abc import Sequence

from caseway.rules.scheduling.travel.table import Line, Unit

HEADING_WITHIN = 10  # lines: a title may stand above
STARTS = {"from", "start", "origin", "from area", "from zone", "de", "desde", "origen"}
ENDS = {"to", "end", "destination", "to area", "to zone", "a", "hasta", "destino"}
MINUTES = {"minutes", "minute", "mins", "min", "minutos", "minuto"}
SECONDS = {"seconds", "second", "secs", "sec", "s", "segundos", "seg"}
TIMES = MINUTES | SECONDS | {"time", "travel time", "duration", "tiempo", "duración"}


def lines_of(cells: Sequence[Sequence[str]]) -> tuple[list[Line], Unit]:
    """The lines of a sheet, numbered as in the file, and the unit that a heading names.

    Without a heading the first three columns are meant.
    """
    found = _heading(cells)
    if found is None:
        return [_line(row, (0, 1, 2), number) for number, row in enumerate(cells, 1)], Unit.FOUND
    at, columns, unit = found
    rows = enumerate(cells[at + 1 :], at + 2)
    return [_line(row, columns, number) for number, row in rows], unit


def _heading(cells: Sequence[Sequence[str]]) -> tuple[int, tuple[int, int, int], Unit] | None:
    for at, row in enumerate(cells[:HEADING_WITHIN]):
        words = [cell.strip().rstrip(":").casefold() for cell in row]
        places = [_first(words, names) for names in (STARTS, ENDS, TIMES)]
        if None not in places:
            start, end, time = (place or 0 for place in places)
            said = words[time]
            unit = Unit.MINUTES if said in MINUTES else Unit.SECONDS if said in SECONDS else None
            return at, (start, end, time), unit or Unit.FOUND
    return None


def _first(words: Sequence[str], names: set[str]) -> int | None:
    return next((at for at, word in enumerate(words) if word in names), None)


def _line(row: Sequence[str], columns: tuple[int, int, int], number: int) -> Line:
    start, end, time = (row[at].strip() if at < len(row) else "" for at in columns)
    return Line(start, end, time, number)
