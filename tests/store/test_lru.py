"""The cache keeps what was used last, within its bytes."""

from backstep.store.lru import Lru


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache: Lru[str, int] = Lru(100)
    cache.put("a", 1, 40)
    cache.put("b", 2, 40)
    assert cache.get("a") == 1
    cache.put("c", 3, 40)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)
    assert cache.used == 80


def test_an_entry_that_grows_pushes_others_out_and_is_counted_once() -> None:
    cache: Lru[str, int] = Lru(100)
    cache.put("a", 1, 40)
    cache.put("b", 2, 40)
    cache.put("b", 2, 90)
    assert (cache.get("a"), cache.get("b"), cache.used, len(cache)) == (None, 2, 90, 1)


def test_what_is_larger_than_the_bound_is_not_kept_and_pushes_nothing_out() -> None:
    cache: Lru[str, int] = Lru(100)
    cache.put("a", 1, 40)
    cache.put("b", 2, 101)
    assert (cache.get("a"), cache.get("b"), cache.used) == (1, None, 40)
