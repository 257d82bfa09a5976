"""Pages: `public` for anyone who checks a certificate, `signing` for the leader who decides."""
