"""Pages of accounts and units: read the request, call one action or query, render."""
