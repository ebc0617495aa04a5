"""The first start on a laptop: joining an organization by invitation, or founding one; presenters without Qt."""
