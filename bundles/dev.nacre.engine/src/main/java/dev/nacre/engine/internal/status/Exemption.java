/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.status;

/** Why an access needed no scan. Each is counted. */
public enum Exemption {
    OWN("own"),
    SCANNER("scanner"),
    NOT_REGULAR("not-regular"),
    EMPTY("empty"),
    OUTSIDE("outside"),
    OTHER_ACCESS("other-access"),
    FILTERED("filtered"),
    MOVED("moved"),
    RELEASED("released");

    private final String text;

    Exemption(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
