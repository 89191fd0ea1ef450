from caseway.intake.models.barriers import (
    SAFETY_KINDS,
    Barrier,
    BarrierChange,
    BarrierKind,
    Severity,
)

__all__ = ["SAFETY_KINDS", "Barrier", "BarrierChange", "BarrierKind", "Severity"]
