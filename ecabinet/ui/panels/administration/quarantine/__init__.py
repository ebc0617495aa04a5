"""What is kept without effect, why, and the way to let it count."""
