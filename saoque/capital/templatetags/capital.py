"""`{% load capital %}`: what the policy matcher says, in the language of the page."""

from django import template

from saoque.capital import wording

register = template.Library()
register.filter("worded", wording.on_page)
