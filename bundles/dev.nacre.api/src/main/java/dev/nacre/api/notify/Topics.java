/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

/**
 * The topics of Event Admin under which any bundle can hear what notifiers are told. Events are
 * posted, so a slow handler holds up nobody. Each has the property {@code timestamp}, a {@code
 * Long}: milliseconds since 1970. A property that is not known is missing. Texts that come from
 * files and processes are in the form of {@link dev.nacre.api.file.BytePath#toString}.
 */
public final class Topics {
    /** All of them, for {@code event.topics}. */
    public static final String ALL = "dev/nacre/*";

    /**
     * A {@link Detection}. Properties: {@code id}, {@code path}, {@code signature}, {@code
     * scanner}, {@code watch}, {@code access} ({@link dev.nacre.api.event.AccessKind#text}), {@code
     * outcome} ({@link Outcome#text}), {@code quarantineId}, {@code failure}, {@code executable},
     * {@code command}: all {@code String}; {@code denied}: {@code Boolean}; {@code pid}, {@code
     * uid}: {@code Integer}; {@code detection}: the {@link Detection} itself.
     */
    public static final String DETECTION = "dev/nacre/DETECTION";

    /**
     * A {@link HealthChange}. Properties: {@code before}, {@code now}: {@code String} ({@link
     * dev.nacre.api.health.Health#text}); {@code findings}: {@code String[]}, each {@code SUBJECT:
     * MESSAGE}; {@code change}: the {@link HealthChange} itself.
     */
    public static final String HEALTH = "dev/nacre/HEALTH";

    /**
     * A {@link PolicyChange}. Properties: {@code generation}: {@code Long}; {@code weaker}: {@code
     * String[]}, each {@code PID: WHAT: BEFORE -> AFTER}; {@code change}: the {@link PolicyChange}
     * itself.
     */
    public static final String POLICY = "dev/nacre/POLICY";

    private Topics() {}
}
