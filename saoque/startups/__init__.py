"""Start-up projects, contests, technology and digital change."""
