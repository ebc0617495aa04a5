"""The secretary's agenda editor, with the papers under their items."""
