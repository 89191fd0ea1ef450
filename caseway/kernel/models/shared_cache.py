"""The table behind Django's database cache, as a model so that migrating makes it."""

from typing import ClassVar

from django.db import models

from caseway.kernel.personal import PersonalFields, classed


class SharedCache(models.Model):
    """Counts of tries and codes already used, shared by all workers. Never rows of our own.

    The columns are those that django.core.cache.backends.db expects.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    audited: ClassVar[bool] = False
    personal_fields: ClassVar[PersonalFields] = classed(open="cache_key value expires")

    class Meta:
        db_table = "kernel_shared_cache"

    def __str__(self) -> str:
        return self.cache_key
