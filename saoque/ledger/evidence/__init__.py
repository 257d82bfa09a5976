"""What the ledger can say at a criterion of a dossier: which criterion, what the figures show, and the paper that says it."""
