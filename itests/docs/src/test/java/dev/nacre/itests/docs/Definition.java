/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * One configuration, as Metatype defines it (OSGi Compendium, chapter 105), its texts resolved.
 *
 * @param factory whether there may be several
 */
record Definition(String pid, boolean factory, String description, List<Key> keys) {
    /**
     * One key of a configuration.
     *
     * @param type the Metatype name, such as {@code String}
     * @param many whether it is a list
     * @param options by value, the text that explains it
     */
    record Key(
            String id,
            String type,
            boolean many,
            String defaultValue,
            String description,
            Map<String, String> options) {}

    static Definition of(Element metatype, Properties texts) {
        Element ocd = elements(metatype, "OCD").get(0);
        Element designate = elements(metatype, "Designate").get(0);
        String factory = designate.getAttribute("factoryPid");
        return new Definition(
                factory.isEmpty() ? designate.getAttribute("pid") : factory,
                !factory.isEmpty(),
                text(ocd, "description", texts),
                elements(ocd, "AD").stream().map(ad -> key(ad, texts)).toList());
    }

    private static Key key(Element ad, Properties texts) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Element option : elements(ad, "Option")) {
            options.put(option.getAttribute("value"), text(option, "label", texts));
        }
        return new Key(
                ad.getAttribute("id"),
                ad.getAttribute("type"),
                ad.hasAttribute("cardinality"),
                ad.getAttribute("default"),
                text(ad, "description", texts),
                options);
    }

    /** A text that no bundle has would be shown to administrators as its key. */
    private static String text(Element element, String attribute, Properties texts) {
        String value = element.getAttribute(attribute);
        String key = value.startsWith("%") ? value.substring(1) : "";
        if (!texts.containsKey(key)) {
            throw new IllegalStateException(
                    "The bundle has no text for " + attribute + "=\"" + value + '"');
        }
        return texts.getProperty(key);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
