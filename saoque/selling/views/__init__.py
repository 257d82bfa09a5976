"""Pages of the room: records, readiness, the buyer's file."""
