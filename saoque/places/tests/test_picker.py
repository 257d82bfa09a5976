"""Asking for a place in a form, with script and without."""

from django import forms
from django.http import QueryDict
from django.urls import reverse

from saoque.places.forms import PlaceField
from saoque.places.models import AdminUnit
from saoque.places.queries import Choice
from saoque.places.tests.test_database import LoadedRegister
from saoque.places.units import REFORM


class AddressForm(forms.Form):
    commune = PlaceField(label="Xã, phường")
    other = PlaceField(required=False)


def sent(**values: str) -> AddressForm:
    data = QueryDict(mutable=True)
    data.update(values)
    return AddressForm(data)


class PickerTest(LoadedRegister):
    def fragment(self, text: str, name: str = "commune") -> str:
        answer = self.client.get(
            reverse("places:find"), {"q": text, "name": name}, headers={"X-Requested-With": "fetch"}
        )
        assert answer.status_code == 200
        assert "X-Requested-With" in answer.headers["Vary"]
        return answer.content.decode()

    def test_an_old_commune_is_offered_as_what_it_is_now(self) -> None:
        old, new = AdminUnit.objects.get(code="31225"), AdminUnit.objects.get(code="31255", since=REFORM)
        page = self.fragment("trung thanh, co do")
        assert f'name="commune" value="{new.pk}:{old.pk}"' in page
        assert "nay là Xã Trung Hưng, Thành phố Cần Thơ" in page
        assert page.count('type="radio"') == 1

    def test_a_divided_unit_asks_and_chooses_nothing(self) -> None:
        page = self.fragment("quan binh thuy, can tho")
        assert "Quận Bình Thủy cũ đã chia ra nhiều nơi. Nhà mình nay thuộc đâu?" in page
        district = AdminUnit.objects.get(code="918")
        assert page.count(f':{district.pk}"') == 5
        assert "checked" not in page

    def test_the_address_of_the_picker(self) -> None:
        assert reverse("places:find") == "/dia-chi/tim"

    def test_text_and_field_name_from_outside_are_escaped_or_ignored(self) -> None:
        page = self.fragment("<script>alert(1)</script>", name='x" onclick="y')
        assert "<script" not in page and "onclick" not in page
        assert self.fragment("").strip() == ""

    def test_without_script_the_page_itself_answers(self) -> None:
        page = self.client.get(reverse("places:find"), {"q": "trung thanh, co do"}).content.decode()
        assert "Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ" in page
        assert "nay là Xã Trung Hưng, Thành phố Cần Thơ" in page
        assert self.client.get(reverse("places:find")).status_code == 200
        assert self.client.post(reverse("places:find")).status_code == 405

    def test_the_number_of_queries_does_not_grow(self) -> None:
        for text in ("trung thanh, co do", "thanh"):
            with self.assertNumQueries(1):
                self.fragment(text)

    def test_a_form_gives_the_unit_and_the_old_one(self) -> None:
        old, new = AdminUnit.objects.get(code="31225"), AdminUnit.objects.get(code="31255", since=REFORM)
        form = sent(commune=f"{new.pk}:{old.pk}", commune_text="trung thanh")
        assert form.is_valid()
        assert form.cleaned_data == {"commune": Choice(new, old), "other": None}

    def test_typed_text_comes_back_with_places_to_choose(self) -> None:
        form = sent(commune_text="trung thanh, co do")
        assert form.errors["commune"] == ["Hãy chọn đúng nơi của mình trong danh sách tìm được."]
        page = str(form["commune"])
        assert 'value="trung thanh, co do"' in page
        assert "nay là Xã Trung Hưng" in page

    def test_find_never_sends_a_form_off_even_with_a_place_chosen_before(self) -> None:
        new = AdminUnit.objects.get(code="31255", since=REFORM)
        form = sent(commune=str(new.pk), commune_text="truong long", commune_find="1")
        assert not form.is_valid()
        page = str(form["commune"])
        assert f'value="{new.pk}" checked' in page
        assert "Xã Trường Long, Thành phố Cần Thơ" in page

    def test_messages_say_what_to_do(self) -> None:
        ended = AdminUnit.objects.get(code="25363", since=REFORM)
        wanted = {
            "": "Hãy gõ tên xã, phường rồi chọn một nơi trong danh sách.",
            "zzzz": "Không tìm thấy nơi nào có tên này. Thử gõ ít chữ hơn, hoặc chỉ tên xã và tên tỉnh.",
        }
        assert {text: sent(commune_text=text).errors["commune"][0] for text in wanted} == wanted
        for value in (str(ended.pk), "999999999", "x"):
            assert sent(commune=value).errors["commune"] == ["Nơi vừa chọn không còn dùng được. Hãy tìm và chọn lại."]

    def test_what_is_stored_is_shown_as_chosen(self) -> None:
        old, new = AdminUnit.objects.get(code="31225"), AdminUnit.objects.get(code="31255", since=REFORM)
        page = str(AddressForm(initial={"commune": Choice(new, old)})["commune"])
        assert f'value="{new.pk}:{old.pk}" checked' in page
        assert "địa chỉ cũ: Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ" in page
        assert "Không tìm thấy" not in page
