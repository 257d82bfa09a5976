"""Audit records in words: each room's own, whatever another room calls by the same code."""

import pytest

from saoque.people import words


@pytest.fixture
def two_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    for known in ("_SUBJECTS", "_ACTIONS", "_STATES", "_OF_ROOM"):
        monkeypatch.setattr(words, known, dict(getattr(words, known)))
    words.say(room="support", actions={"close": "Khép với kết quả"}, states={"refused": "chưa nhận"})
    words.say(room="fairs", actions={"close": "Bế mạc"}, states={"refused": "không được chọn"})


@pytest.mark.usefixtures("two_rooms")
def test_a_code_is_said_as_the_room_of_its_subject_says_it() -> None:
    assert words.action_words("close", "support.SupportCase") == "Khép với kết quả"
    assert words.action_words("close", "fairs.Fair") == "Bế mạc"
    assert words.state_words("refused", "support.SupportCase") == "chưa nhận"
    assert words.state_words("refused", "fairs.Exhibitor") == "không được chọn"


def test_a_state_without_words_is_said_as_its_model_calls_it() -> None:
    assert words.state_words("absent", "producers.Recognition") == "chưa đọc được trên máy này"


def test_a_code_that_nobody_knows_stays_itself() -> None:
    assert words.state_words("no-such-state", "producers.Recognition") == "no-such-state"
    assert words.state_words("no-such-state", "no.Such") == "no-such-state"
    assert words.action_words("no-such-act") == "no-such-act"
