"""Rounds, councils and their rules, the advisory group, score sheets, results, and what the signer decides."""
