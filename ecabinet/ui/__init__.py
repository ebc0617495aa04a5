"""Qt: passive views that build, show and announce; presenters beside them that know no Qt."""
