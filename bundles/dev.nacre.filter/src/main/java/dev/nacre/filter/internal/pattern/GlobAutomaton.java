/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.pattern;

import dev.nacre.api.file.BytePath;
import java.util.BitSet;

/**
 * Matches a glob without choices by the set of places in it that the bytes so far may have led to,
 * one bit a place. There is no going back, so a byte costs the same however the glob looks.
 */
final class GlobAutomaton {
    private static final int BYTES = 256;

    private final int end;
    private final int words;
    private final boolean wholePath;

    /** For each byte the places that it leads on from, {@code words} longs a byte. */
    private final long[] forward;

    /** The places where a byte other than a slash may be passed over. */
    private final long[] stay;

    /** The places where a slash may be passed over. */
    private final long[] staySlash;

    GlobAutomaton(GlobParser.Parsed glob) {
        end = glob.steps().size();
        words = (end >> 6) + 1;
        wholePath = glob.wholePath();
        forward = new long[BYTES * words];
        for (int place = 0; place < end; place++) {
            BitSet accepted = glob.steps().get(place);
            for (int b = accepted.nextSetBit(0); b >= 0; b = accepted.nextSetBit(b + 1)) {
                forward[b * words + (place >> 6)] |= 1L << place;
            }
        }
        stay = new long[words];
        staySlash = new long[words];
        for (int place = 0; place <= end; place++) {
            if (glob.doubleStars().get(place)) {
                staySlash[place >> 6] |= 1L << place;
                stay[place >> 6] |= 1L << place;
            } else if (glob.stars().get(place)) {
                stay[place >> 6] |= 1L << place;
            }
        }
    }

    boolean matches(BytePath path) {
        long[] places = new long[words];
        places[0] = 1;
        for (int i = wholePath ? 0 : startOfName(path); i < path.length(); i++) {
            if (!advance(places, path.byteAt(i) & 0xff)) {
                return false;
            }
        }
        return (places[end >> 6] >>> end & 1) != 0;
    }

    /** Takes one byte; false where it leads nowhere. */
    private boolean advance(long[] places, int b) {
        long[] staying = b == '/' ? staySlash : stay;
        long carry = 0;
        long any = 0;
        for (int word = 0; word < words; word++) {
            long leaving = places[word] & forward[b * words + word];
            places[word] = places[word] & staying[word] | leaving << 1 | carry;
            carry = leaving >>> 63;
            any |= places[word];
        }
        return any != 0;
    }

    private static int startOfName(BytePath path) {
        int i = path.length();
        while (i > 0 && path.byteAt(i - 1) != '/') {
            i--;
        }
        return i;
    }
}
