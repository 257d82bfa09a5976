"""Everything that can happen to claims, loans, groups and plans; each function is one transaction with one audit record."""
