/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.EventSink;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class SourceSinkTest {
    /** One that it inherited from the interface would do nothing, and nobody would be told. */
    @Test
    void nothing_that_a_source_tells_is_left_to_a_default() throws Exception {
        for (Method told : EventSink.class.getMethods()) {
            Method passed = SourceSink.class.getMethod(told.getName(), told.getParameterTypes());
            assertThat(passed.getDeclaringClass()).as("%s", told).isEqualTo(SourceSink.class);
        }
    }
}
