"""The votes of the meeting: the open one in short, the closed ones with arithmetic and names."""
