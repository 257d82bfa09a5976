"""Administrative units as dated records, old and new, and where the old ones went."""
