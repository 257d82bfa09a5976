"""What is read of the ledger: books of single producers, their sums, and sums of an area."""
