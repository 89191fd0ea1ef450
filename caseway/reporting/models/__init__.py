from caseway.reporting.models.filings import FiledFamily, FiledRate
from caseway.reporting.models.targets import CaseloadYear

__all__ = ["CaseloadYear", "FiledFamily", "FiledRate"]
