package io.registryexporter.exporter.storage;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Numbers digests, from 0 on without gaps, so that sets of them are sets of bits and a reference is an int. A sha256
 * digest costs 32 bytes and two slots of four bytes; a map of objects would cost five times as much. Safe for several
 * threads, which wait for each other only where a digest is new.
 */
public final class DigestTable {
    private static final int WORDS = 4;
    private static final int PER_CHUNK = 4096;
    private static final int FIRST_SLOTS = 2048;
    private static final int EMPTY = 0;

    /** The words of sha256 digests, in chunks: a growing array would exist twice for a moment. */
    private volatile long[][] chunks = new long[0][];

    /** Open addressing with linear probing; a slot has the number plus one, and is set after the words of the digest. */
    private volatile AtomicIntegerArray slots = new AtomicIntegerArray(FIRST_SLOTS);

    private final long seed = new SecureRandom().nextLong();
    private final ConcurrentMap<Digest, Integer> others = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Digest> otherDigests = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    /** The number of a digest, a new one if it has none. */
    public int numberOf(Digest digest) {
        OptionalInt known = find(digest);
        return known.isPresent() ? known.getAsInt() : insert(digest);
    }

    private synchronized int insert(Digest digest) {
        return digest instanceof Digest.Sha256 sha256
                ? insert(sha256)
                : others.computeIfAbsent(digest, this::insertOther);
    }

    /** The number of a digest, if it has one. */
    public OptionalInt find(Digest digest) {
        if (digest instanceof Digest.Sha256 sha256) {
            AtomicIntegerArray table = slots;
            int entry = table.get(slotOf(table, sha256));
            return entry == EMPTY ? OptionalInt.empty() : OptionalInt.of(entry - 1);
        }
        Integer number = others.get(digest);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The digest that has this number. */
    public Digest digest(int number) {
        Digest other = otherDigests.get(number);
        return other == null ? sha256(number) : other;
    }

    /** The sha256 digest that has this number. */
    public Digest sha256(int number) {
        long[] words = chunks[number / PER_CHUNK];
        int at = number % PER_CHUNK * WORDS;
        return new Digest.Sha256(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** How many digests have a number. */
    public int size() {
        return size.get();
    }

    private int insertOther(Digest digest) {
        int number = next();
        otherDigests.put(number, digest);
        return number;
    }

    private int insert(Digest.Sha256 digest) {
        int slot = slotOf(slots, digest);
        if (slots.get(slot) == EMPTY) {
            int number = next();
            long[] words = chunks[number / PER_CHUNK];
            int at = number % PER_CHUNK * WORDS;
            words[at] = digest.first();
            words[at + 1] = digest.second();
            words[at + 2] = digest.third();
            words[at + 3] = digest.fourth();
            slots.set(slot, number + 1);
            growSlots();
            return number;
        }
        return slots.get(slot) - 1;
    }

    /** Digests that are not sha256 have a number too, and empty words; there are few. */
    private int next() {
        int number = size.getAndIncrement();
        if (number / PER_CHUNK == chunks.length) {
            long[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
            grown[chunks.length] = new long[PER_CHUNK * WORDS];
            chunks = grown;
        }
        return number;
    }

    private int slotOf(AtomicIntegerArray table, Digest.Sha256 digest) {
        int mask = table.length() - 1;
        int slot = hash(digest.first(), digest.second(), digest.third(), digest.fourth()) & mask;
        for (int entry = table.get(slot); entry != EMPTY && !isAt(digest, entry - 1); entry = table.get(slot)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(Digest.Sha256 digest, int number) {
        long[] words = chunks[number / PER_CHUNK];
        int at = number % PER_CHUNK * WORDS;
        return words[at] == digest.first()
                && words[at + 1] == digest.second()
                && words[at + 2] == digest.third()
                && words[at + 3] == digest.fourth();
    }

    private void growSlots() {
        AtomicIntegerArray old = slots;
        if (size.get() * 2 <= old.length()) {
            return;
        }
        AtomicIntegerArray grown = new AtomicIntegerArray(old.length() * 2);
        for (int i = 0; i < old.length(); i++) {
            int entry = old.get(i);
            if (entry != EMPTY) {
                int slot = hash(entry - 1) & (grown.length() - 1);
                while (grown.get(slot) != EMPTY) {
                    slot = (slot + 1) & (grown.length() - 1);
                }
                grown.setPlain(slot, entry);
            }
        }
        slots = grown;
    }

    private int hash(int number) {
        long[] words = chunks[number / PER_CHUNK];
        int at = number % PER_CHUNK * WORDS;
        return hash(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** Digests are uniform, but a manifest may name digests that were made up to collide; the seed is secret. */
    private int hash(long first, long second, long third, long fourth) {
        long hash = mixed(seed ^ first);
        hash = mixed(hash ^ second);
        hash = mixed(hash ^ third);
        return (int) mixed(hash ^ fourth);
    }

    private static long mixed(long value) {
        long product = value * 0x9e3779b97f4a7c15L;
        return product ^ (product >>> 32);
    }
}
