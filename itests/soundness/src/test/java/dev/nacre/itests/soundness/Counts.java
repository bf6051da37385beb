/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an actor has counted: names and numbers in turn. */
record Counts(Map<String, Long> numbers) {
    static Counts of(String answer) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        String[] words = answer.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            numbers.put(words[i], Long.parseLong(words[i + 1]));
        }
        return new Counts(numbers);
    }

    long get(String name) {
        if (!numbers.containsKey(name)) {
            throw new IllegalArgumentException(name + " is not in " + numbers);
        }
        return numbers.get(name);
    }
}
