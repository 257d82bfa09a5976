"""Fairs, channels, buyers, feeds, ledger."""
