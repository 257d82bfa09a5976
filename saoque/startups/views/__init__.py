"""The pages of projects and contests."""
