"""What can happen to a session, to a dossier before it, and to one member's sheet, as tables."""

from saoque.councils.models import Assessment, ScoreSheet, Session
from saoque.kernel.flow import Flow

_S, _A, _P = Session.State, Assessment.State, ScoreSheet.State

session_flow = Flow(
    [
        # action, from, to
        ("open_session", [_S.PLANNED], _S.OPEN),
        ("close_session", [_S.OPEN], _S.CLOSED),
    ]
)
assessment_flow = Flow(
    [
        ("take_dossier", [_A.SCORING], _A.TAKEN),
        ("score_again", [_A.SCORING], _A.SCORING),
        ("name_presider", [_A.SCORING], _A.SCORING),
        ("close_assessment", [_A.SCORING], _A.CLOSED),
    ]
)
sheet_flow = Flow([("hand_in", [_P.DRAFT], _P.HANDED_IN)])
