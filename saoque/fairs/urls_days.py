"""The addresses of the fair's days and of what came of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
