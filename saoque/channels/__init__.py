"""Where products are on sale: shops, supermarkets, OCOP points, restaurants, platforms; what stands where, at what price."""
