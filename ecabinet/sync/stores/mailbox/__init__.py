"""Stores inside a database: a shared SQLite file, or a PostgreSQL server that also wakes its readers.

tables ─► store ◄── box ◄── sqlite     one file, begun anew after damage
                        ◄── postgres   rights: roles, row security; waker: LISTEN; patience: no endless wait
          faults                       what drivers complain about, in the program's own errors
          generations                  which SQLite file is ours, and renaming a malformed one

Both hold the same named bytes as a folder does. Neither is anybody's only copy: what vanishes there is published again
by the laptop that wrote it.
"""
