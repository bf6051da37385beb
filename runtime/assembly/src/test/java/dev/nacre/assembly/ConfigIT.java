/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What ships as etc/ against what the bundles say of their configurations (Metatype). */
final class ConfigIT {
    private static final Pattern SETTING = Pattern.compile("#?([\\w.]+) = (.*)");

    @TestFactory
    List<DynamicTest> a_shipped_file_has_each_key_of_its_configuration_with_its_default()
            throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path bundle : Distribution.repository()) {
            if (bundle.startsWith("dev/nacre") && bundle.toString().endsWith(".jar")) {
                tests.addAll(testsOf(Distribution.HOME.resolve("repository").resolve(bundle)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static List<DynamicTest> testsOf(Path bundle) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        try (JarFile jar = new JarFile(bundle.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().matches("OSGI-INF/metatype/.+[.]xml")) {
                    Document metatype =
                            DocumentBuilderFactory.newInstance()
                                    .newDocumentBuilder()
                                    .parse(jar.getInputStream(entry));
                    Element designate =
                            (Element) metatype.getElementsByTagName("Designate").item(0);
                    String file = fileOf(designate);
                    tests.add(
                            DynamicTest.dynamicTest(file, () -> check(file, defaultsOf(metatype))));
                }
            }
        }
        return tests;
    }

    /** A factory's is an example, so that what ships guards nothing by itself. */
    private static String fileOf(Element designate) {
        String factory = designate.getAttribute("factoryPid");
        return factory.isEmpty()
                ? designate.getAttribute("pid") + ".cfg"
                : factory + ".cfg.example";
    }

    private static Map<String, String> defaultsOf(Document metatype) {
        Map<String, String> defaults = new TreeMap<>();
        var attributes = metatype.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            String value = attribute.getAttribute("default");
            boolean many = attribute.hasAttribute("cardinality");
            defaults.put(attribute.getAttribute("id"), many ? list(value) : '"' + value + '"');
        }
        return defaults;
    }

    private static String list(String value) {
        return Stream.of(value.split(","))
                .filter(item -> !item.isEmpty())
                .map(item -> '"' + item + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static void check(String file, Map<String, String> defaults) throws Exception {
        Path path = Distribution.HOME.resolve("etc").resolve(file);
        assertThat(path).as("each configuration has its commented file in config/").exists();
        Map<String, String> shipped = new TreeMap<>();
        for (String line : Files.readAllLines(path)) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                shipped.put(setting.group(1), setting.group(2));
            }
        }
        assertThat(shipped.keySet()).isEqualTo(defaults.keySet());
        // Where nothing is the default, the file may show what could stand there.
        defaults.values().removeIf(value -> value.equals("[]") || value.equals("\"\""));
        assertThat(shipped).containsAllEntriesOf(defaults);
    }
}
