"""Who did what, when, from which state to which: an append-only chain of records per subject."""

from saoque.kernel.audit.chain import broken_chains, history, record

__all__ = ["broken_chains", "history", "record"]
