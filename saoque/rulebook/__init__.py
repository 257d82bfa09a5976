"""The law of OCOP as versioned data, and everything computed from it. See API.md."""
