"""Tests that look at the whole house from every side. It is built once for all of them."""
