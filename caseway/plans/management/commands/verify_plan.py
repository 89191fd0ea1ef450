"""Prove that signed plans still say what was signed, byte for byte."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caseway.plans.models import Plan
from caseway.plans.verifying import faults_of


class Command(BaseCommand):
    help = "Recompute the hashes and chains of plans. Fails, naming each place that does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", nargs="*", type=int, help="ids of plans; every plan if none")

    def handle(self, *_args: Any, **options: Any) -> None:
        plans = Plan.objects.order_by("pk")
        if options["plan"]:
            plans = plans.filter(pk__in=options["plan"])
            if lost := set(options["plan"]) - set(plans.values_list("pk", flat=True)):
                raise CommandError(f"There is no plan {min(lost)}.")
        broken, versions = [], 0
        for plan in plans.iterator():
            broken += faults_of(plan)
            versions += plan.versions.count()
        if broken:
            raise CommandError("Some plans are not what was signed.\n" + "\n".join(broken))
        self.stdout.write(f"All holds: {plans.count()} plans, {versions} versions.")
