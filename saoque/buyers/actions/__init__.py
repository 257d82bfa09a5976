"""Everything that can happen between a buyer and a producer."""
