"""Everything that can happen to projects and contests."""
