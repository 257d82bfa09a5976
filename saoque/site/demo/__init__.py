"""Demonstration data: the products that the city's Youth Union supported, each at another station of the way.

Products and places are real; persons, phones, scores, decisions and certificate numbers are invented and marked as
such on every page. Everything is loaded through the same actions as the screens use.
"""
