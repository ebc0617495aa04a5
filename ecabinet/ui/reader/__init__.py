"""Showing a paper page by page: geometry, tiles, their cache and order, and the view that paints them.

    page_view ── page_painter        paints what is there
        │
        └── desk ── scheduler ──► app.pages.Pages      asks for what is missing
             │          ▲
             │          └── postman  hands answers to the views that asked
             └── tile_cache

All positions are device pixels of the laid-out paper, so that tiles land on whole pixels at any screen ratio.
"""
