/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * One bundle that defines the factory {@code watch} and the singleton {@code store}, with the same
 * keys.
 */
final class FakeMetatype {
    static final String WATCH = "watch";
    static final String STORE = "store";

    private static final Bundle BUNDLE = proxy(Bundle.class, Map.of());

    private static final List<AttributeDefinition> KEYS =
            List.of(
                    key("paths", AttributeDefinition.STRING, 100),
                    key("prevention", AttributeDefinition.BOOLEAN, 0),
                    key("keep", AttributeDefinition.INTEGER, 0),
                    key("onError", AttributeDefinition.STRING, 0, "allow", "deny"));

    private FakeMetatype() {}

    static Definitions definitions() {
        MetaTypeInformation known =
                proxy(
                        MetaTypeInformation.class,
                        Map.of(
                                "getPids",
                                new String[] {STORE},
                                "getFactoryPids",
                                new String[] {WATCH},
                                "getObjectClassDefinition",
                                definition()));
        return new Definitions(
                proxy(BundleContext.class, Map.of("getBundles", new Bundle[] {BUNDLE})),
                proxy(MetaTypeService.class, Map.of("getMetaTypeInformation", known)));
    }

    static ObjectClassDefinition definition() {
        return proxy(
                ObjectClassDefinition.class,
                Map.of("getAttributeDefinitions", KEYS.toArray(AttributeDefinition[]::new)));
    }

    private static AttributeDefinition key(
            String id, int type, int cardinality, String... options) {
        return (AttributeDefinition)
                Proxy.newProxyInstance(
                        AttributeDefinition.class.getClassLoader(),
                        new Class<?>[] {AttributeDefinition.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getID" -> id;
                                    case "getType" -> type;
                                    case "getCardinality" -> cardinality;
                                    case "getOptionValues" -> options.length == 0 ? null : options;
                                    case "validate" ->
                                            options.length == 0
                                                            || Arrays.asList(options)
                                                                    .contains(arguments[0])
                                                    ? ""
                                                    : "no such option";
                                    default -> throw new AssertionError(method);
                                });
    }

    /** Answers calls by their names, whatever the arguments. */
    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
