"""The official papers of a dossier: forms 01, 02 and 03 as Word and PDF, and the whole dossier in one file.

`facts` gathers what is filled in, `build` lays it out as a tree (pure), `word` and `pdf` draw the tree.
"""
