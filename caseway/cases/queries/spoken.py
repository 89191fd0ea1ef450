"""Which languages the people of a site speak, so that a long list begins with them."""

from collections import Counter
from collections.abc import Collection

from caseway.agencies.languages import COMMON, is_language
from caseway.cases.models import Person

# The newest people say what is spoken here now; reading them all would take longer each year.
NEWEST = 500
# As many as can be taken in at a glance.
SHOWN = 8


def often_spoken(site_ids: Collection[int]) -> list[str]:
    """Codes of the languages most spoken at the sites, English aside. One query.

    A young site, where few people are known, is filled up with those of the country's cities.
    """
    newest = Person.objects.filter(site__in=site_ids).order_by("-id")
    counted = Counter(newest.values_list("language", flat=True)[:NEWEST])
    here = sorted(counted, key=lambda code: (-counted[code], code))
    known = [code for code in here if code != "en" and is_language(code)]
    return list(dict.fromkeys([*known, *COMMON]))[:SHOWN]
