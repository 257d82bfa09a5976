"""What the room keeps of a fair: its plan, who comes with what, where they stand."""

from saoque.fairs.models.fairs import Booth, Exhibit, Exhibitor, Fair, Zone

__all__ = ["Booth", "Exhibit", "Exhibitor", "Fair", "Zone"]
