/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The distribution that this build has assembled, read without any code of its own. */
final class Distribution {
    static final Path HOME = Path.of("../target/nacre").toAbsolutePath().normalize();
    static final List<String> FEATURES =
            List.of(
                    "core",
                    "shell",
                    "console",
                    "desktop",
                    "exec",
                    "mail",
                    "mqtt",
                    "optional/kafka",
                    "syslog",
                    "webhook");

    private static final Pattern BUNDLE = Pattern.compile("\"id\": \"([^\"]+)\", \"bundleStart");
    private static final Pattern KARAF_BUNDLE = Pattern.compile(">mvn:([^<]+)</bundle>");
    private static final Pattern RESOLVED = Pattern.compile("\\s([\\w.-]+);version='");

    private Distribution() {}

    /**
     * The bundles a feature names, by its file without {@code .json}; relative to the repository.
     */
    static Set<Path> bundlesOf(String feature) throws IOException {
        String json = Files.readString(HOME.resolve("features").resolve(feature + ".json"));
        return BUNDLE.matcher(json)
                .results()
                .map(match -> fileOf(match.group(1).split(":", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path fileOf(String[] id) {
        return Path.of(id[0].replace('.', '/'), id[1], id[2], id[1] + "-" + id[2] + ".jar");
    }

    /** What Maven needs to make a plugin and build it, and Karaf to install Nacre; likewise. */
    static Set<Path> forOthers() throws IOException {
        String version = version();
        return Stream.of(
                        "dev.nacre.api/V/dev.nacre.api-V.pom",
                        "dev.nacre.api/V/dev.nacre.api-V-sources.jar",
                        "dev.nacre.archetype/V/dev.nacre.archetype-V.jar",
                        "dev.nacre.bom/V/dev.nacre.bom-V.pom",
                        "features/karaf/V/karaf-V-features.xml",
                        "nacre/V/nacre-V.pom")
                .map(file -> Path.of("dev/nacre", file.replace("V", version)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String version() throws IOException {
        return bundlesOf("core").stream()
                .filter(bundle -> bundle.startsWith("dev/nacre/dev.nacre.api"))
                .map(bundle -> bundle.getParent().getFileName().toString())
                .findFirst()
                .orElseThrow();
    }

    /** The bundles that Karaf is to install, relative to the repository. */
    static Set<Path> bundlesForKaraf() throws IOException {
        Path features =
                Path.of("repository/dev/nacre/features/karaf", version())
                        .resolve("karaf-" + version() + "-features.xml");
        return KARAF_BUNDLE
                .matcher(Files.readString(HOME.resolve(features)))
                .results()
                .map(match -> fileOf(match.group(1).split("/", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What lies in the repository. */
    static Set<Path> repository() throws IOException {
        Path root = HOME.resolve("repository");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static Set<String> symbolicNamesOf(String feature) throws IOException {
        return bundlesOf(feature).stream()
                .map(Distribution::symbolicNameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String symbolicNameOf(Path bundle) {
        try (JarFile jar = new JarFile(HOME.resolve("repository").resolve(bundle).toFile())) {
            String name = jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
            return name.split(";", 2)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundles that bnd found to be needed for what a feature's .bndrun asks for. */
    static Set<String> resolvedFor(String feature) throws IOException {
        Path file =
                Path.of("../../features", feature, "target")
                        .resolve(Path.of(feature).getFileName() + ".bndrun");
        return RESOLVED.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
