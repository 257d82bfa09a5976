"""The gift pages: for every visitor, and for those who compose."""
