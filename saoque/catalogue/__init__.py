"""What the public sees: home, products, stories."""
