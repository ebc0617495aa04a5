"""How the papers of the demonstration are composed: grammar, page skeletons, coherent tables.

The Vietnamese texts themselves are data, below `resources/demo/papers`.
"""
