"""What may be read of co-operatives."""
