"""Start-up projects, mentors, contests."""
