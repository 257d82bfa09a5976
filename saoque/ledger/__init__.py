"""What was sold, when, where and through whom; producers see theirs, units see sums."""
