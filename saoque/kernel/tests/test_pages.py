"""What the thin views of every room share."""

import pytest
from django import forms
from django.test import RequestFactory

from saoque.kernel.pages import first_fault, seen_version


@pytest.mark.parametrize(
    ("sent", "version"),
    [
        ({}, 0), ({"version": ""}, 0), ({"version": "0"}, 0), ({"version": "7"}, 7), ({"version": "007"}, 7),
        ({"version": "-1"}, -1), ({"version": "x"}, -1), ({"version": "٣"}, -1), ({"version": "9" * 10}, -1),
    ],
)  # fmt: skip
def test_the_version_that_a_page_showed(sent: dict[str, str], version: int) -> None:
    assert seen_version(RequestFactory().post("/", sent)) == version


class _Form(forms.Form):
    amount = forms.IntegerField(label="Số tiền", error_messages={"required": "Điền số tiền."})

    def clean(self) -> None:
        if self.cleaned_data.get("amount") == 1:
            raise forms.ValidationError("Không đủ.")


@pytest.mark.parametrize(("amount", "fault"), [("", "Số tiền: Điền số tiền."), ("1", "Không đủ.")])
def test_the_first_fault_of_a_form_with_the_name_of_its_field(amount: str, fault: str) -> None:
    assert first_fault(_Form({"amount": amount})) == fault
