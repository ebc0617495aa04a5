"""The vote banner: the question, the answers, the receipt and the outcome for this member."""
