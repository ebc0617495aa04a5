import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ecabinet.app.issuing import KeyName
from ecabinet.core.errors import BadValue
from ecabinet.sync.crypto.wrapping import (
    WRAP_BYTES,
    derive,
    item_key,
    key_id,
    new_key,
    unwrap,
    wrap,
    wrap_key,
)
from tests.sync.keys import SPACE_ID, wrap_seed

KEY = bytes(range(32))
NAME = KeyName(SPACE_ID, "plenum", 3, key_id(KEY))
PUBLIC = wrap_key(wrap_seed(1))
GOLDEN = {
    "key_id": "fb2c0e61b36d7d3c4c69c1762c3f73ad",
    "item": "489480e850f72f9373e11817e6d9f707e3723035242f009872dd859198089d63",
    "segment": "cca379defbace532ef39fe606e169856d31e2de0ace4742297e008717681959b",
    "wrap": "f645d64a9030d41d09ec4034cfe2e1774cfeae842ce8d0ebb557a2794f97c52799527604eada0a17"
    "44a17c7dfff6eac0d9511b0949fd48b57996b838e61c30ad5fbe579673f10436271f6564e8ac97f2",
}


def test_a_wrapped_key_opens_for_its_device_only():
    wrapped = wrap(KEY, PUBLIC, NAME)
    assert len(wrapped) == WRAP_BYTES
    assert unwrap(wrapped, wrap_seed(1), NAME) == KEY
    assert all(unwrap(wrapped, wrap_seed(number), NAME) is None for number in (0, 2, 3))


@pytest.mark.parametrize(
    "other",
    [{"space": "b3" * 26}, {"compartment": ""}, {"epoch": 4}, {"key_id": bytes(16)}],
    ids=lambda other: next(iter(other)),
)
def test_a_wrap_is_bound_to_its_place(other):
    assert unwrap(wrap(KEY, PUBLIC, NAME), wrap_seed(1), NAME._replace(**other)) is None


def test_another_key_under_the_same_identifier_is_refused():
    assert unwrap(wrap(new_key(), PUBLIC, NAME), wrap_seed(1), NAME) is None


@for_all(st.integers(0, WRAP_BYTES - 1), st.integers(0, 7))
def test_no_flipped_bit_opens(at, bit):
    wrapped = bytearray(wrap(KEY, PUBLIC, NAME))
    wrapped[at] ^= 1 << bit
    # The top bit of an X25519 key is ignored (RFC 7748 §5), but HPKE binds the bytes as they were sent.
    assert unwrap(bytes(wrapped), wrap_seed(1), NAME) is None


@for_all(st.binary(max_size=120))
def test_noise_opens_nothing(noise):
    assert unwrap(noise, wrap_seed(1), NAME) is None


@pytest.mark.parametrize("weak", [bytes(32), bytes([1]) + bytes(31), b"", b"x" * 31])
def test_a_weak_or_malformed_public_key_is_refused(weak):
    with pytest.raises(BadValue) as caught:
        wrap(KEY, weak, NAME)
    assert (caught.value.field, caught.value.rule) == ("wrap_key", "weak_key")


def test_names_and_derived_keys_do_not_drift():
    """Old packages stay readable for ever."""
    assert key_id(KEY).hex() == GOLDEN["key_id"]
    assert item_key(KEY, "itm-1").hex() == GOLDEN["item"]
    assert derive(KEY, b"segment").hex() == GOLDEN["segment"]


def test_derived_keys_differ_by_purpose_and_item():
    made = {item_key(KEY, "a"), item_key(KEY, "b"), derive(KEY, b"segment"), derive(KEY, b"segment nonce"), KEY}
    assert len(made) == 5
    assert len({new_key() for _ in range(100)}) == 100


def test_a_wrap_made_by_an_earlier_program_opens():
    assert unwrap(bytes.fromhex(GOLDEN["wrap"]), wrap_seed(1), NAME) == KEY
