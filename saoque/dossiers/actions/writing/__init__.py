"""What the producer does with a dossier: begin, fill in, assess, put papers in, file, mend what was returned, withdraw."""

from saoque.dossiers.actions.writing.answers import save_answer
from saoque.dossiers.actions.writing.begin import begin_dossier
from saoque.dossiers.actions.writing.carry import Carried, carry_over
from saoque.dossiers.actions.writing.fields import save_field, save_section
from saoque.dossiers.actions.writing.filing import file_dossier, withdraw
from saoque.dossiers.actions.writing.papers import (
    attach_paper,
    cite,
    detach_paper,
    put_new_paper,
    put_sent_paper,
    uncite,
)
from saoque.dossiers.actions.writing.pictures import put_photographed_paper
from saoque.dossiers.actions.writing.returns import answer_item, hand_back

__all__ = [
    "Carried",
    "answer_item",
    "attach_paper",
    "begin_dossier",
    "carry_over",
    "cite",
    "detach_paper",
    "file_dossier",
    "hand_back",
    "put_new_paper",
    "put_photographed_paper",
    "put_sent_paper",
    "save_answer",
    "save_field",
    "save_section",
    "uncite",
    "withdraw",
]
