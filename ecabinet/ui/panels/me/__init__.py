"""Who is signed in here."""
