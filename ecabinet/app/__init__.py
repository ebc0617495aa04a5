"""What the program can do: commands, the workspace with its two doors, handlers, ports, queries and read models."""
