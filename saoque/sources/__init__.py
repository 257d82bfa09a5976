"""Outside figures as officers know them: the base records of `knowledge`, and dated values that officers put beside them.

Fees, terms, rates, policies and programmes are never constants in code. A page reads a record through `queries`,
shows its basis, source, confidence and `verify` flag, and computes with `facts`.
"""
