/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = SignatureScanner.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%signature.name",
        description = "%signature.description")
@interface Config {
    @AttributeDefinition(name = "%databases.name", description = "%databases.description")
    String[] databases() default {};
}
