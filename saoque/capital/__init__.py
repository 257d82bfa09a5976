"""Who is entitled to what, claims, loans, business plans."""
