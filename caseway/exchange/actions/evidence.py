"""What the columns of a file show about themselves: the order of dates, the width of numbers."""

from collections.abc import Iterable
from datetime import date

from caseway.exchange.meaning import Conventions, DateOrder, Field, date_order
from caseway.exchange.meaning.identifiers import usual_width, without_zeros
from caseway.exchange.models import Batch, Fate

DATE_FIELDS = (Field.BIRTH_ON, Field.OPENED_ON, Field.LAST_CONTACT_ON)
_CHUNK = 500


def keep_conventions(batch: Batch, today: date) -> Conventions:
    """Find how this file writes things, and keep it with the file."""
    columns = {name: int(at) for at, name in batch.columns.items() if name}
    telling = (*DATE_FIELDS, Field.CASE_NUMBER)
    wanted = {field: columns[field] for field in telling if field in columns}
    cells: dict[Field, list[str]] = {field: [] for field in wanted}
    lines = []
    for row in batch.rows.exclude(fate=Fate.OUTSIDE).order_by("line").iterator(_CHUNK):
        lines.append(row.line)
        texts = row.take("source")["cells"]
        for field, at in wanted.items():
            cells[field].append(texts[at] if at < len(texts) else "")
    orders = {field: date_order(cells[field]) for field in DATE_FIELDS if field in cells}
    numbers = cells.get(Field.CASE_NUMBER, [])
    batch.found = {
        **batch.found,
        "orders": {field.value: order.value for field, order in _helped(orders).items()},
        "case_width": usual_width(numbers),
        "zero_twins": _zero_twins(zip(lines, numbers, strict=False)),
    }
    batch.save(update_fields=["found"])
    return conventions_from(batch, today)


def conventions_from(batch: Batch, today: date) -> Conventions:
    """What was found, under what a person said: she stands above what the columns show."""
    orders = {Field(name): DateOrder(order) for name, order in batch.found["orders"].items()}
    if said := batch.options.get("date_order"):
        orders = dict.fromkeys(orders, DateOrder(said))
    return Conventions(
        today=today,
        orders=orders,
        epoch_1904=bool(batch.found.get("epoch_1904")),
        case_width=batch.found["case_width"],
    )


def _zero_twins(numbered: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Lines whose numbers differ by zeros at the start only, each with another such line."""
    spellings: dict[str, dict[str, int]] = {}
    for line, text in numbered:
        if plain := without_zeros(text):
            spellings.setdefault(plain.bare, {}).setdefault(plain.digits, line)
    twins: dict[str, int] = {}
    for found in spellings.values():
        for digits, line in found.items():
            others = [other for spelt, other in found.items() if spelt != digits]
            if others:
                twins[str(line)] = others[0]
    return twins


def _helped(orders: dict[Field, DateOrder]) -> dict[Field, DateOrder]:
    """One program wrote all columns: what one of them proves holds for those that are silent.

    A column that contradicts itself was typed by hand. It proves nothing for another, and no
    other proves anything for it.
    """
    proved = set(orders.values()) - {DateOrder.UNKNOWN}
    if len(proved) != 1 or DateOrder.MIXED in proved:
        return orders
    (order,) = proved
    return dict.fromkeys(orders, order)
