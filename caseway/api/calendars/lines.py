"""Lines of iCalendar: escaped, folded, ended as RFC 5545 asks."""

from collections.abc import Iterable

OCTETS = 75


def text(value: str) -> str:
    """A value of type TEXT: RFC 5545, 3.3.11. Control characters are left out."""
    kept = "".join(one for one in value if one in "\n" or one.isprintable())
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def folded(line: str) -> str:
    """One content line in pieces of at most 75 octets, none cut within a character: 3.1."""
    pieces, piece, size = [], "", 0
    for one in line:
        octets = len(one.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + one, size + octets
    return "\r\n".join([*pieces, piece])


def written(lines: Iterable[str]) -> bytes:
    """Content lines as a file: folded, each ended by CRLF, in UTF-8."""
    return "".join(folded(line) + "\r\n" for line in lines).encode()
