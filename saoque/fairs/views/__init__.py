"""What people see of a fair."""
