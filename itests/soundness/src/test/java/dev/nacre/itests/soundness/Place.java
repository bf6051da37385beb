/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.util.Arrays;
import java.util.stream.Stream;

/** Under which circumstances a file is changed. */
record Place(Guard guard, Medium medium, Hands hands) {
    static Stream<Place> all() {
        return Arrays.stream(Guard.values()).flatMap(Place::under);
    }

    static Stream<Place> under(Guard guard) {
        return Arrays.stream(Medium.values())
                .flatMap(
                        medium ->
                                Arrays.stream(Hands.values())
                                        .map(hands -> new Place(guard, medium, hands)));
    }

    /** Where a file's owner changes it. */
    static Stream<Place> ofUsers() {
        return all().filter(place -> place.hands == Hands.USERS);
    }

    @Override
    public String toString() {
        return guard + " " + medium + " " + hands;
    }
}
