from caseway.reporting.models.filings import FiledFamily, FiledRate
from caseway.reporting.models.targets import TWO_PARENT_CHOICES, CaseloadYear

__all__ = ["TWO_PARENT_CHOICES", "CaseloadYear", "FiledFamily", "FiledRate"]
