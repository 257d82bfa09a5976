"""What is read of claims, loans, groups and plans. Every single one comes through a door that checks the right."""
