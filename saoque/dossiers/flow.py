"""The way of a dossier as one table (articles 6 and 7). The council and the signer act through `actions.assessing`."""

from saoque.dossiers.models import DossierState as S
from saoque.kernel.flow import Flow

OPEN_TO_PRODUCER = frozenset({S.DRAFT, S.COMMUNE_RETURNED, S.AGENCY_RETURNED})
FINISHED = frozenset({S.RECOGNISED, S.NOT_RECOGNISED, S.WITHDRAWN})

flow = Flow(
    [
        # action, from, to
        ("file", [S.DRAFT], S.FILED),
        ("withdraw", [S.DRAFT, S.FILED, S.COMMUNE_RETURNED], S.WITHDRAWN),
        ("receive_at_commune", [S.FILED], S.COMMUNE_RECEIVED),
        ("return_from_commune", [S.COMMUNE_RECEIVED], S.COMMUNE_RETURNED),
        ("answer_commune", [S.COMMUNE_RETURNED], S.COMMUNE_RECEIVED),
        ("propose", [S.COMMUNE_RECEIVED], S.PROPOSED),
        ("receive_at_agency", [S.PROPOSED], S.AGENCY_RECEIVED),
        ("return_from_agency", [S.AGENCY_RECEIVED], S.AGENCY_RETURNED),
        ("answer_agency", [S.AGENCY_RETURNED], S.AGENCY_RECEIVED),
        ("put_before_council", [S.AGENCY_RECEIVED], S.ASSESSING),
        ("take_from_council", [S.ASSESSING], S.AGENCY_RECEIVED),
        ("conclude", [S.ASSESSING], S.ASSESSED),
        ("send_to_ministry", [S.ASSESSED], S.PROPOSED),
        ("recognise", [S.ASSESSED], S.RECOGNISED),
        ("refuse", [S.ASSESSED], S.NOT_RECOGNISED),
        ("assess_again", [S.ASSESSED], S.AGENCY_RECEIVED),
    ]
)
