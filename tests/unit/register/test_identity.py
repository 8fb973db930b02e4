"""Numbers and names at rest: opened only by their key, in their own row; found by a keyed hash."""

import base64

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hmac import HMAC
from tests.unit.register.small_register import ANNA, BO

from samsyn.register.identity import Unopenable, lookups, pseudonyms, seal, unseal
from samsyn.register.keys import ControllerKey

KEY = ControllerKey("k1", "FK", bytes(range(32)), bytes(range(32, 64)))
OTHER = ControllerKey("k2", "AF", bytes(32), bytes(range(1, 33)))
ROWS = ["P1", "P2", "P3"]
NUMBER = "personal_identity_number"


def test_what_is_sealed_opens_again() -> None:
    """A value comes back as it was; an unknown one stays unknown."""
    values = [ANNA, None, "Åsa Öberg 🙂"]
    closed = seal(values, rows=ROWS, field="name", key=KEY)
    assert unseal(closed, rows=ROWS, field="name", key=KEY) == values
    assert closed[1] is None


def test_the_sealed_form_is_aes_256_gcm() -> None:
    """Another implementation opens it: nonce of 12 bytes, ciphertext, tag of 16, bound data."""
    content = base64.b64decode(str(seal([ANNA], rows=["P1"], field=NUMBER, key=KEY)[0]))
    nonce, ciphertext, tag = content[:12], content[12:-16], content[-16:]
    opener = Cipher(algorithms.AES256(KEY.encrypting), modes.GCM(nonce, tag)).decryptor()
    opener.authenticate_additional_data(NUMBER.encode() + b"\0P1")
    assert opener.update(ciphertext) + opener.finalize() == ANNA.encode()


def test_the_same_value_never_looks_the_same() -> None:
    """A fresh nonce each time: equal numbers cannot be told from their ciphertexts."""
    closed = seal([ANNA] * 1000, rows=["P1"] * 1000, field=NUMBER, key=KEY)
    assert len(set(closed)) == 1000
    assert not any(ANNA in str(each) for each in closed)


@pytest.mark.parametrize(
    ("rows", "field", "key"),
    [(["P9"], NUMBER, KEY), (["P1"], "name", KEY), (["P1"], NUMBER, OTHER)],
    ids=["another row", "another field", "another key"],
)
def test_a_moved_ciphertext_does_not_open(rows: list[str], field: str, key: ControllerKey) -> None:
    """Who copies a ciphertext to another row, field or controller gets an error, not a number."""
    closed = seal([ANNA], rows=["P1"], field=NUMBER, key=KEY)
    with pytest.raises(Unopenable) as caught:
        unseal(closed, rows=rows, field=field, key=key)
    assert ANNA not in str(caught.value)


def test_a_number_is_found_by_hmac_sha256() -> None:
    """The look-up agrees with another implementation, and differs between controllers."""
    reference = HMAC(KEY.lookup, hashes.SHA256())
    reference.update(ANNA.encode())
    assert lookups([ANNA, None], key=KEY) == [reference.finalize().hex(), None]
    assert lookups([ANNA], key=OTHER) != lookups([ANNA], key=KEY)
    assert lookups([BO], key=KEY) != lookups([ANNA], key=KEY)


def test_a_pseudonym_is_of_one_field() -> None:
    """The same id of the same field gives the same 32 digits; of another field, others."""
    first = pseudonyms(["1", "2"], of="person_id", key=KEY.lookup)
    assert first == pseudonyms(["1", "2"], of="person_id", key=KEY.lookup)
    assert [len(each) for each in first] == [32, 32]
    assert set(first).isdisjoint(pseudonyms(["1", "2"], of="case_id", key=KEY.lookup))
