/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import java.util.Map;

/** By Config Admin, as the console does it. */
public class AdminReconfigurationTest extends ReconfigurationTest {
    @Override
    protected void put(String pid, Map<String, Object> values) throws Exception {
        configurations.set(pid, values);
    }

    @Override
    protected String origin(String pid) {
        return pid.replaceFirst("~.*", "");
    }
}
