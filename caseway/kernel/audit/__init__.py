"""Every change and every look at a person's record, kept where nobody can rewrite it.

Changes are recorded by the database itself (`triggers`), under the name that
`acting_as` gives (`actor`); looks by `read`; both are chained by hash (`chain`).
"""

from caseway.kernel.audit.actor import acting_as
from caseway.kernel.audit.reading import disclose, read
from caseway.kernel.audit.recording import record
from caseway.kernel.audit.suspension import suspended_audit

__all__ = ["acting_as", "disclose", "read", "record", "suspended_audit"]
