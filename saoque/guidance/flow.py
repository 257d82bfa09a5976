"""What can happen to a question, to a class and to a place in it, as tables."""

from saoque.guidance.models import FollowUp, Question, Registration, TrainingClass
from saoque.kernel.flow import Flow

_Q, _C, _R, _F = Question.State, TrainingClass.State, Registration.State, FollowUp.State

question_flow = Flow(
    [
        # action, from, to
        ("answer_question", [_Q.WAITING, _Q.ANSWERED], _Q.ANSWERED),
        ("publish_question", [_Q.ANSWERED, _Q.PUBLISHED], _Q.PUBLISHED),
        ("unpublish_question", [_Q.PUBLISHED], _Q.ANSWERED),
        ("withdraw_question", [_Q.WAITING, _Q.ANSWERED, _Q.PUBLISHED], _Q.WITHDRAWN),
    ]
)
class_flow = Flow(
    [
        ("change_class", [_C.PLANNED], _C.PLANNED),
        ("close_class", [_C.PLANNED], _C.HELD),
        ("cancel_class", [_C.PLANNED], _C.CANCELLED),
    ]
)
place_flow = Flow(
    [
        ("give_up_place", [_R.PLACED, _R.WAITING], _R.CANCELLED),
        ("move_up", [_R.WAITING], _R.PLACED),
        ("mark_present", [_R.PLACED, _R.WAITING], _R.PLACED),
        ("mark_absent", [_R.PLACED], _R.PLACED),
    ]
)
follow_up_flow = Flow([("write_follow_up", [_F.OPEN, _F.DONE], _F.DONE)])
