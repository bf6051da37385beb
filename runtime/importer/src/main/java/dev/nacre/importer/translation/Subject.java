/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.input.Input;
import java.util.List;

/** A part of what clamonacc can be told. */
interface Subject {
    /** The options it deals with, each carried over or left, whenever it is set. */
    List<String> options();

    void translate(Input input, Draft draft);
}
