"""The open paper: its name and neighbours above, the pages, page number and zoom below."""
