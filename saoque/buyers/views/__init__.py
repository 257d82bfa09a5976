"""Thin views: who asks, one query or act, one template."""
