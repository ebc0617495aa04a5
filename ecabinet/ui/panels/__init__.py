"""Panels: one folder each, a presenter without Qt and a passive view; panels do not know each other."""
