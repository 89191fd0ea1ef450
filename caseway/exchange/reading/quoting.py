"""One record of delimited text into cells, forgiving what people's programs get wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """`open`: a quotation mark is still waiting for its pair. `stray`: one stood inside a cell."""

    cells: tuple[str, ...] = ()
    open: bool = False
    stray: bool = False


def split(text: str, delimiter: str) -> Split:
    """Cells of one record, without its line end.

    A cell may be quoted; inside, two quotation marks mean one, and a single one that is not
    followed by a delimiter or the end is kept as typed ("Ana "Nita" Ruiz") and reported.
    """
    if '"' not in text:
        return Split(tuple(text.split(delimiter)))
    cells: list[str] = []
    stray = False
    at, end = 0, len(text)
    while True:
        first = _after_spaces(text, at)
        if text.startswith('"', first):
            quoted = _quoted(text, first + 1, delimiter)
            if quoted is None:
                return Split(open=True)
            cell, at, odd = quoted
            stray = stray or odd
        else:
            stop = text.find(delimiter, at)
            stop = end if stop < 0 else stop
            cell, at = text[at:stop], stop
        cells.append(cell)
        if at >= end:
            return Split(tuple(cells), stray=stray)
        at += len(delimiter)


def split_plainly(text: str, delimiter: str) -> tuple[str, ...]:
    """Cells of a record whose quotation marks make no sense: they are ordinary characters."""
    return tuple(cell.strip().strip('"') for cell in text.split(delimiter))


def _quoted(text: str, at: int, delimiter: str) -> tuple[str, int, bool] | None:
    """The cell, where it ended and whether a stray mark was met; None when it never closes."""
    parts: list[str] = []
    stray = False
    while (mark := text.find('"', at)) >= 0:
        if text.startswith('"', mark + 1):
            parts.append(text[at : mark + 1])
            at = mark + 2
            continue
        after = _after_spaces(text, mark + 1)
        if after >= len(text) or text.startswith(delimiter, after):
            parts.append(text[at:mark])
            return "".join(parts), after, stray
        stray = True
        parts.append(text[at : mark + 1])
        at = mark + 1
    return None


def _after_spaces(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at
