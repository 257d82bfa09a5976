"""Who makes the products: producers, their products, and the drawer of their papers."""
