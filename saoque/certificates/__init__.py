"""Decisions, certificates and their life, and the public check of them."""
