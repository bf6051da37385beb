/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signatures, laid out to be looked up. Immutable once made. */
final class SignatureSet {
    private record Key(Algorithm algorithm, long size, ByteBuffer hash) {}

    private final Map<Key, String> names = new HashMap<>();
    private final Map<Algorithm, Set<Long>> sizes = new EnumMap<>(Algorithm.class);

    SignatureSet(Collection<Signature> signatures) {
        for (Signature one : signatures) {
            names.putIfAbsent(new Key(one.algorithm(), one.size(), one.hash()), one.name());
            sizes.computeIfAbsent(one.algorithm(), any -> new HashSet<>()).add(one.size());
        }
    }

    /** How many there are. */
    int count() {
        return names.size();
    }

    /** The hashes that a file of this size must be asked for; mostly none. */
    List<Algorithm> algorithms(long size) {
        return sizes.entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue().contains(size)
                                        || entry.getValue().contains(Signature.ANY))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a file of this size and hash is known as. */
    Optional<String> find(Algorithm algorithm, long size, byte[] hash) {
        ByteBuffer key = ByteBuffer.wrap(hash);
        String name = names.get(new Key(algorithm, size, key));
        return Optional.ofNullable(
                name == null ? names.get(new Key(algorithm, Signature.ANY, key)) : name);
    }
}
