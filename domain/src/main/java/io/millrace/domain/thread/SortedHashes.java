package io.millrace.domain.thread;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Hashes in ascending order, as a list that travels and is searched by halves. Unchanging: what adds or takes away gives another. */
final class SortedHashes extends AbstractList<Integer> implements RandomAccess {
    private final int[] hashes;

    private SortedHashes(int[] hashes) {
        this.hashes = hashes;
    }

    /** The same hashes; as they are kept in state they are in any order. */
    static SortedHashes of(List<Integer> known) {
        if (known instanceof SortedHashes) {
            return (SortedHashes) known;
        }
        int[] sorted = known.stream().mapToInt(Integer::intValue).toArray();
        Arrays.sort(sorted);
        return new SortedHashes(sorted);
    }

    SortedHashes with(int hash) {
        int found = Arrays.binarySearch(hashes, hash);
        int place = found < 0 ? -found - 1 : found;
        int[] more = Arrays.copyOf(hashes, hashes.length + 1);
        System.arraycopy(hashes, place, more, place + 1, hashes.length - place);
        more[place] = hash;
        return new SortedHashes(more);
    }

    /** One of these less; the same where there is none. */
    SortedHashes without(int hash) {
        int place = Arrays.binarySearch(hashes, hash);
        if (place < 0) {
            return this;
        }
        int[] fewer = Arrays.copyOf(hashes, hashes.length - 1);
        System.arraycopy(hashes, place + 1, fewer, place, fewer.length - place);
        return new SortedHashes(fewer);
    }

    @Override
    public boolean contains(@Nullable Object hash) {
        return hash instanceof Integer && Arrays.binarySearch(hashes, (Integer) hash) >= 0;
    }

    @Override
    public Integer get(int index) {
        return hashes[index];
    }

    @Override
    public int size() {
        return hashes.length;
    }
}
