"""Vietnam's administrative units as dated records: what is in force, what was, and where it went."""
