"""Showing a paper page by page: geometry, tiles, their cache and order, and the view that paints them.

    page_view ── page_painter        paints what is there
        ├── pointer ── tools         mouse, pen, fingers and wheel; a tool first
        ├── glass ── layers, frame   what lies above pages, and where they are
        ├── trail                    back, forward, and what a paper remembers
        ├── stage ── layout          arrangement, zoom and turns, the place looked at kept
        │
        └── desk ── scheduler ──► app.pages.Pages      asks for what is missing
             │          ▲
             │          └── postman  hands answers to the views that asked
             └── tile_cache

    page_words ── text_desk ──► app.text_ports.Texts   the text and the links of the pages that are seen
        ├── selecting, selecting_tool, selecting_bar   words under the pointer
        ├── finding, finding_search, find_bar          words on all pages
        ├── linking, linking_question                  where a page leads
        └── reading_aloud                              words for programs that read screens

All positions are device pixels of the laid-out paper, so that tiles land on whole pixels at any screen ratio.
"""
