"""The demonstration's sites, agencies and staff: who works where, before any case."""
