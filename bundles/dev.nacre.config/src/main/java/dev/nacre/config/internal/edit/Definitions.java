/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/** What can be configured here, by the Metatype of the bundles that are there now. */
@Component(service = Definitions.class)
public final class Definitions {
    private final BundleContext context;
    private final MetaTypeService metatype;

    @Activate
    public Definitions(BundleContext context, @Reference MetaTypeService metatype) {
        this.context = context;
        this.metatype = metatype;
    }

    /** Empty where no bundle defines it. */
    Optional<Definition> find(String pid, boolean factory) {
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation known = metatype.getMetaTypeInformation(bundle);
            if (known != null && Arrays.asList(pids(known, factory)).contains(pid)) {
                return Optional.of(new Definition(known.getObjectClassDefinition(pid, null)));
            }
        }
        return Optional.empty();
    }

    private static String[] pids(MetaTypeInformation known, boolean factory) {
        return factory ? known.getFactoryPids() : known.getPids();
    }

    /** All, as they are written. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation known = metatype.getMetaTypeInformation(bundle);
            if (known != null) {
                names.addAll(Arrays.asList(known.getPids()));
                Arrays.stream(known.getFactoryPids()).forEach(pid -> names.add(pid + "-NAME"));
            }
        }
        return names;
    }
}
