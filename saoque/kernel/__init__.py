"""What every room may use; a closed list of small rooms: access, audit, calendar, errors, events, files, flow, jobs, papers, text."""
