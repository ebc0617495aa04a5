"""The page about this laptop: whose it is, where its data lie, and what guards its keys."""
