/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import java.util.Map;

/** By files in {@code etc/}. */
public class FileReconfigurationTest extends ReconfigurationTest {
    @Override
    protected void put(String pid, Map<String, Object> values) throws Exception {
        configurations.write(pid, values);
    }

    @Override
    protected String origin(String pid) {
        return "/etc/" + pid.replace('~', '-') + ".cfg: ";
    }
}
