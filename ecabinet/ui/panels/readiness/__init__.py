"""What is still to do before a meeting can be published."""
