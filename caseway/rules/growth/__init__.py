"""Quality while caseloads grow: before and after a day, control charts, kept jobs, tripwires.

chart = p_chart([(month, missed, due), ...], base=6, law=law_on(today))
chart.points[-1].signals        # what, if anything, chance does not explain
warnings(Mix(24, 10, 0, {}), law_on(today))
"""

from caseway.rules.growth.charts import Chart, Point, Signal, p_chart, xmr_chart
from caseway.rules.growth.figures import MonthFigures, Period, Share, before_and_after
from caseway.rules.growth.kept import JobFact, Kept, kept_at
from caseway.rules.growth.law import GrowthLaw, law_on
from caseway.rules.growth.tripwires import Mix, warnings

__all__ = [
    "Chart",
    "GrowthLaw",
    "JobFact",
    "Kept",
    "Mix",
    "MonthFigures",
    "Period",
    "Point",
    "Share",
    "Signal",
    "before_and_after",
    "kept_at",
    "law_on",
    "p_chart",
    "warnings",
    "xmr_chart",
]
