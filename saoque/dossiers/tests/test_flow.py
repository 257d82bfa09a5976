"""The whole way of a dossier, every act from every state: allowed and refused."""

import pytest

from saoque.dossiers.flow import FINISHED, OPEN_TO_PRODUCER, flow
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.tests import office_factories as make
from saoque.dossiers.views.office import act_names
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.errors import Stale

S = DossierState
WAY = {
    "file": ({S.DRAFT}, S.FILED),
    "withdraw": ({S.DRAFT, S.FILED, S.COMMUNE_RETURNED}, S.WITHDRAWN),
    "receive_at_commune": ({S.FILED}, S.COMMUNE_RECEIVED),
    "return_from_commune": ({S.COMMUNE_RECEIVED}, S.COMMUNE_RETURNED),
    "answer_commune": ({S.COMMUNE_RETURNED}, S.COMMUNE_RECEIVED),
    "propose": ({S.COMMUNE_RECEIVED}, S.PROPOSED),
    "receive_at_agency": ({S.PROPOSED}, S.AGENCY_RECEIVED),
    "return_from_agency": ({S.AGENCY_RECEIVED}, S.AGENCY_RETURNED),
    "answer_agency": ({S.AGENCY_RETURNED}, S.AGENCY_RECEIVED),
    "put_before_council": ({S.AGENCY_RECEIVED}, S.ASSESSING),
    "take_from_council": ({S.ASSESSING}, S.AGENCY_RECEIVED),
    "conclude": ({S.ASSESSING}, S.ASSESSED),
    "send_to_ministry": ({S.ASSESSED}, S.PROPOSED),
    "recognise": ({S.ASSESSED}, S.RECOGNISED),
    "refuse": ({S.ASSESSED}, S.NOT_RECOGNISED),
    "assess_again": ({S.ASSESSED}, S.AGENCY_RECEIVED),
}


@pytest.mark.django_db
def test_every_act_from_every_state() -> None:
    assert set(flow.transitions) == set(WAY)
    dossier = make.dossier()
    for action, (sources, target) in WAY.items():
        for state in S:
            Dossier.objects.filter(pk=dossier.pk).update(state=state)
            dossier.refresh_from_db()
            version, records = dossier.version, AuditRecord.objects.count()
            if state in sources:
                flow.apply(dossier, action, None)
                last = AuditRecord.objects.latest("pk")
                assert (last.action, last.from_state, last.to_state) == (action, state, target)
            else:
                with pytest.raises(Stale):
                    flow.apply(dossier, action, None)
            done = state in sources
            kept = Dossier.objects.get(pk=dossier.pk)
            assert (kept.state, kept.version) == (target if done else state, version + done), (action, state)
            assert AuditRecord.objects.count() == records + done


def test_the_history_has_words_for_every_act_of_the_way() -> None:
    assert set(WAY) - set(act_names()) == set()


def test_nothing_leaves_the_end_and_everything_else_can_reach_it() -> None:
    assert not any(flow.allows(action, state) for action in WAY for state in FINISHED)
    reached = set(FINISHED)
    while (
        grown := {
            state
            for state in S
            for move in flow.transitions.values()
            if state in move.sources and move.target in reached
        }
        - reached
    ):
        reached |= grown
    assert reached == set(S)
    assert {S.DRAFT, S.COMMUNE_RETURNED, S.AGENCY_RETURNED} == OPEN_TO_PRODUCER
