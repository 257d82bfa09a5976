"""Pages of needs, cases, obstacles and directives: thin, each asks one query or carries out one act."""
