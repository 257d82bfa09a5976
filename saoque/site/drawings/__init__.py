"""Own drawings: icons as paths, faces as files."""
