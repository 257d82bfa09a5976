"""The rulebook's guidance names dated records by key; the two rooms do not know each other, so this is kept here."""

from __future__ import annotations

import re

import saoque.rulebook as rulebook
from saoque.knowledge import records

_KEY = re.compile(r"[a-z][a-z-]*#[a-z][a-z0-9_]*")


def test_every_record_that_guidance_names_is_there() -> None:
    asked = set()
    for product_set in rulebook.product_sets():
        for line in rulebook.scorecard(product_set.code).criteria:
            found = rulebook.guidance(product_set.code, line.code)
            asked.update(found.records)
            for step in found.raise_steps:
                asked.update(step.records)
                for source in (step.source, step.note or "", *(f.source for f in step.figures)):
                    asked.update(_KEY.findall(source))
    assert len(asked) > 15
    assert asked <= {r.key for r in records()}
