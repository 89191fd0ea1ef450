"""Who sees what of the directory: providers of one's sites, and confidential ones if trained."""

from django.contrib.auth.models import AnonymousUser

from caseway.agencies.access import carries
from caseway.agencies.policy import Act
from caseway.agencies.standing import Reader, standing_of
from caseway.kernel.models import User


def sites_seen(user: User | AnonymousUser) -> frozenset[int]:
    """The sites where this person works on cases. A provider's own staff see none."""
    return frozenset(post.site_id for post in standing_of(user).case_posts)


def sites_of_safety(user: Reader) -> frozenset[int]:
    """The sites where she is trained to read what keeps a person safe."""
    return frozenset(
        post.site_id
        for post in standing_of(user).case_posts
        if post.safety_trained and carries(post, Act.READ_SAFETY)
    )
