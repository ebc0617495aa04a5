"""The marks of the open paper by page: own and shared ones, their words, who sees them, and comments asked for."""
