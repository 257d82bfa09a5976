"""How long one plan of the way to a star takes, on the largest scorecards: `python -m bench.planning`. Budget: 50 ms."""

from __future__ import annotations

import sys
import time
from statistics import median

from saoque import rulebook
from saoque.rulebook.planning import plan

BUDGET = 50  # milliseconds of one core
TIMES = 7


def main() -> int:
    for code in ("QD26-08", "QD26-26"):
        sheet = rulebook.scorecard(code)
        for by in ("criteria", "money", "time"):
            taken = []
            for _number in range(TIMES):
                began = time.process_time()
                plan(sheet, {}, 5, by)
                taken.append((time.process_time() - began) * 1000)
            over = " over budget" if median(taken) > BUDGET else ""
            sys.stdout.write(f"{code} by {by}: {median(taken):.1f} ms{over}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
