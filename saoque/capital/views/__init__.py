"""Pages of the room: what one is entitled to, claims, loans, groups, plans."""
