"""Founding and keeping a co-operative or a co-operative group."""
