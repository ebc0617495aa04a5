"""What the chair has concluded, item by item, the current item first."""
