package io.registryexporter.exporter.storage;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Numbers digests, from 0 on without gaps, so that sets of them are sets of bits and a reference is an int. A sha256
 * digest costs 32 bytes and two slots of four; a map of objects would cost five times that. Safe for several threads.
 */
public final class DigestTable {
    private static final int WORDS = 4;
    private static final int PER_CHUNK = 4096;
    private static final int FIRST_SLOTS = 2048;
    private static final int EMPTY = 0;

    /** The words of sha256 digests, in chunks, because an array that grows is there twice for a moment. */
    private final List<long[]> chunks = new ArrayList<>();

    /** Open addressing with linear probing; a slot holds the number plus one. */
    private int[] slots = new int[FIRST_SLOTS];

    private final long seed = new SecureRandom().nextLong();
    private final Map<Digest, Integer> others = new HashMap<>();
    private int size;

    /** The number of a digest, a new one if it has none. */
    public synchronized int numberOf(Digest digest) {
        if (digest instanceof Digest.Sha256 sha256) {
            return numberOf(sha256);
        }
        return others.computeIfAbsent(digest, unused -> next());
    }

    /** The number of a digest, if it has one. */
    public synchronized OptionalInt find(Digest digest) {
        if (digest instanceof Digest.Sha256 sha256) {
            int entry = slots[slotOf(sha256)];
            return entry == EMPTY ? OptionalInt.empty() : OptionalInt.of(entry - 1);
        }
        Integer number = others.get(digest);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The sha256 digest that has this number. */
    public synchronized Digest sha256(int number) {
        long[] words = chunks.get(number / PER_CHUNK);
        int at = number % PER_CHUNK * WORDS;
        return new Digest.Sha256(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** How many digests have a number. */
    public synchronized int size() {
        return size;
    }

    private int numberOf(Digest.Sha256 digest) {
        int slot = slotOf(digest);
        if (slots[slot] == EMPTY) {
            int number = next();
            long[] words = chunks.get(number / PER_CHUNK);
            int at = number % PER_CHUNK * WORDS;
            words[at] = digest.first();
            words[at + 1] = digest.second();
            words[at + 2] = digest.third();
            words[at + 3] = digest.fourth();
            slots[slot] = number + 1;
            growSlots();
            return number;
        }
        return slots[slot] - 1;
    }

    private int next() {
        int number = size++;
        if (size > chunks.size() * PER_CHUNK) {
            chunks.add(new long[PER_CHUNK * WORDS]);
        }
        return number;
    }

    private int slotOf(Digest.Sha256 digest) {
        int slot = hash(digest.first(), digest.second(), digest.third(), digest.fourth()) & (slots.length - 1);
        while (slots[slot] != EMPTY && !isAt(digest, slots[slot] - 1)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean isAt(Digest.Sha256 digest, int number) {
        long[] words = chunks.get(number / PER_CHUNK);
        int at = number % PER_CHUNK * WORDS;
        return words[at] == digest.first()
                && words[at + 1] == digest.second()
                && words[at + 2] == digest.third()
                && words[at + 3] == digest.fourth();
    }

    private void growSlots() {
        if (size * 2 <= slots.length) {
            return;
        }
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int entry : old) {
            if (entry != EMPTY) {
                int slot = hash(entry - 1) & (slots.length - 1);
                while (slots[slot] != EMPTY) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = entry;
            }
        }
    }

    private int hash(int number) {
        long[] words = chunks.get(number / PER_CHUNK);
        int at = number % PER_CHUNK * WORDS;
        return hash(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** Digests are uniform, but manifests may name any that were made up to collide; hence a seed that nobody knows. */
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
