"""The one place where ports meet adapters; read it to see the whole program."""
