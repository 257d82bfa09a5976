"""Accounts, units, memberships and roles."""
