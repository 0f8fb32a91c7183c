"""Pure decisions of inspection: sampling, judgement, what blocks, what is refused."""

from qitao.quality.rules.judge import (
    blocks,
    check_disposition,
    check_latest,
    check_nonconformance,
    check_open,
    check_repeat,
    check_results,
    good,
    judge,
    label_in_english,
    may_repeat,
)
from qitao.quality.rules.plans import check_plan
from qitao.quality.rules.sampling import sample_of

__all__ = [
    "blocks",
    "check_disposition",
    "check_latest",
    "check_nonconformance",
    "check_open",
    "check_plan",
    "check_repeat",
    "check_results",
    "good",
    "judge",
    "label_in_english",
    "may_repeat",
    "sample_of",
]
