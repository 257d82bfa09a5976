"""Tests of lists and figures over a crowd. It is made once for all of them."""
