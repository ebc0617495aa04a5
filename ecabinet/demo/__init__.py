"""The demonstration: a fictional province holds its meeting on real replicas, on screen or unattended.

province   founds the organization and everybody's profiles, prepares the meeting
script     what happens when, made from the sample meeting
stage      the people with their programs, on which the script is played
director   plays the script step by step
tour       the whole meeting unattended, with pictures and a summary
show       three windows and the script playing beside them
"""
