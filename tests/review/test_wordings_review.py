"""The review of texts in many wordings: planted errors are found, true texts left alone.

A sample: every kind of error in a few of the wordings, every wording with a few of the kinds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from support.said import Record, say
from wordings.sample import KINDS, plan_samples
from wordings.styles import WORDINGS

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from review_wordings import describe, measure

TEXTS = 300
SEED = "CI"
LEAST_FOUND = 98


def test_errors_are_found_and_true_texts_left_alone(
    record_property: Record,
) -> None:
    """Nearly all planted errors, at least one of each kind; no true counterpart is accused."""
    outcomes = [measure(sample) for sample in plan_samples(TEXTS, SEED, tuple(WORDINGS), KINDS)]
    planted = [outcome for outcome in outcomes if not outcome.sample.is_true]
    missed = [outcome for outcome in planted if not outcome.is_right]
    false = [o for o in outcomes if o.sample.is_true and not o.is_right]
    say(
        record_property,
        "各地行文",
        f"{len(planted) - len(missed)}/{len(planted)}，误报 {len(false)}",
    )
    shown = "\n".join(line for outcome in (*false, *missed) for line in describe(outcome))
    say(record_property, "误报和漏报", shown)
    assert len(outcomes) == TEXTS
    assert {outcome.sample.kind for outcome in planted if outcome.is_right} == set(KINDS), shown
    for samples in (planted, [outcome for outcome in outcomes if outcome.sample.is_true]):
        assert {outcome.sample.wording for outcome in samples} == set(WORDINGS)
    assert not false, shown
    assert 100 * (len(planted) - len(missed)) >= LEAST_FOUND * len(planted), shown
