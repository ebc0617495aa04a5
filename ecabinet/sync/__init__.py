"""Exchange between replicas through a store. No loop, timer or thread: whoever owns one calls a round.

Each package may import those to its right; `pyproject.toml` holds it.

moving → audit → round → keys → stores → formats → crypto

crypto   signing, wrapping and sealing of bytes
formats  bytes of each kind of file, their names, and the checks of each
stores   where files lie: folder, mailbox, relay, memory
keys     which keys this installation has, and passing them on
round    one round of exchange between a replica and a store
audit    a whole store checked by an outsider
moving   a store copied into another, or filled again from a replica
"""
