"""What is collected on which engine."""

import os

# The installation of these tests has a database file of its own, so a run on PostgreSQL would only repeat them.
# Racing writers on PostgreSQL itself are tested by threads in the rooms that write.
collect_ignore = ["test_killed.py"] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []
