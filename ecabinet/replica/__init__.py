"""The local encrypted file: the journal, the read tables that follow it, and the papers' bytes.

```
database  opens the file, gives out transactions      vault       papers by SHA-256
 └ transaction  one consistent view, or one write
    ├ journal, logs, stored, evidence    append-only: what happened       ┐ tables
    ├ projection → standing, rows        what it adds up to, disposable   ┘
    ├ reads, directories                 questions
    └ rebuilding                         the second made again from the first
```
"""
