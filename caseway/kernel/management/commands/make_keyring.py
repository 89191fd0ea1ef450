"""Make a key ring, add a key to it, or choose which key seals from now on."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from caseway.kernel import keyring, rotation


class Command(BaseCommand):
    help = (
        "Make the key ring that seals identifiers. To rotate: --add (or --add-index), give the"
        " file to every server, --use the new key, run rotate_keys, then --drop the old key."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--path", type=Path, default=None, help="where the key ring is kept")
        parser.add_argument("--if-absent", action="store_true", help="leave an existing ring be")
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--add", action="store_true", help="add a sealing key, not yet in use")
        act.add_argument("--add-index", action="store_true", help="add an index key, not in use")
        act.add_argument("--use", metavar="KEY", help="use this key from now on")
        act.add_argument("--drop", metavar="KEY", help="forget this key for ever")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = options["path"] or Path(settings.KEYRING_FILE)
        if any(options[name] for name in ("add", "add_index", "use", "drop")):
            self.stdout.write(_change(path, options))
        elif not path.exists():
            keyring.write(keyring.new_ring(), path)
            self.stdout.write(f"Made a key ring at {path}. Keep a copy apart from the database.")
        elif not options["if_absent"]:
            raise CommandError(f"{path} exists. A new ring would make sealed values unreadable.")


def _change(path: Path, options: dict[str, Any]) -> str:
    if not path.exists():
        raise CommandError(f"There is no key ring at {path}.")
    held = keyring.parsed(path.read_text())
    if options["drop"] and (left := rotation.values_under(options["drop"])):
        raise CommandError(
            f"{left} values are still sealed or indexed under {options['drop']}."
            " Run rotate_keys first."
        )
    try:
        changed, said = _changed(held, options)
    except KeyError as missing:
        raise CommandError(f"{missing} is not a key that can be used or dropped.") from None
    keyring.write(changed, path)
    return said


def _changed(held: keyring.KeyRing, options: dict[str, Any]) -> tuple[keyring.KeyRing, str]:
    if options["add"]:
        ring, new = held.with_key()
        return ring, new
    if options["add_index"]:
        ring, new = held.with_index_key()
        return ring, new
    if options["use"]:
        return held.using(options["use"]), f"{options['use']} is used from now on."
    return held.without(options["drop"]), f"{options['drop']} is forgotten."
