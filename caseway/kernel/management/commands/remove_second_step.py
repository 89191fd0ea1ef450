"""For the day the only administrator loses her phone."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from caseway.kernel.models import User
from caseway.kernel.signin import actions, clock


class Command(BaseCommand):
    help = "Remove the second sign-in step of the person with this e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, **options: str) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        removed = actions.remove_second_steps(user=user, by=None, at=clock.now())
        self.stdout.write(f"{removed} removed. A password alone signs {user.email} in now.")
