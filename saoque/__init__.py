"""Sao Quê, the one platform for the way of an OCOP product."""
