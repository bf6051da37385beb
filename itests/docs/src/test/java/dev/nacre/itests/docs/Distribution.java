/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.docs;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The distribution that this build has assembled, and the checkout it was made from. */
final class Distribution {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path ETC = ROOT.resolve("runtime/target/nacre/etc");

    private static final Path BUNDLES = ROOT.resolve("runtime/target/nacre/repository/dev/nacre");

    private Distribution() {}

    /** What Nacre's own bundles can be configured to, by their Metatype; in order of the PID. */
    static List<Definition> definitions()
            throws IOException, ParserConfigurationException, SAXException {
        List<Definition> definitions = new ArrayList<>();
        for (Path bundle : bundles()) {
            try (JarFile jar = new JarFile(bundle.toFile())) {
                for (var entry : jar.stream().toList()) {
                    if (entry.getName().matches("OSGI-INF/metatype/.+[.]xml")) {
                        Document document =
                                DocumentBuilderFactory.newInstance()
                                        .newDocumentBuilder()
                                        .parse(jar.getInputStream(entry));
                        definitions.add(Definition.of(document.getDocumentElement(), texts(jar)));
                    }
                }
            }
        }
        definitions.sort(Comparator.comparing(Definition::pid));
        return definitions;
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLES)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Properties texts(JarFile jar) throws IOException {
        Properties texts = new Properties();
        try (Reader reader =
                new InputStreamReader(
                        jar.getInputStream(jar.getEntry("OSGI-INF/l10n/bundle.properties")),
                        StandardCharsets.ISO_8859_1)) {
            texts.load(reader);
        }
        return texts;
    }
}
