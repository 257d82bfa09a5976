"""What happens to a fair: opened and called, applied for, chosen, planned; its days and what came of them."""
