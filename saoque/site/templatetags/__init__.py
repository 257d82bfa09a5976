"""Tag libraries of the house."""
