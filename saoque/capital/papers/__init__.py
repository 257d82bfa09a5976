"""Papers that the room makes: cover letters with their lists, loan files, business plans; as Word and PDF from one tree."""
