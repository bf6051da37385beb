/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes plugins by the archetype, as docs/plugins.md has it. Maven is given the distribution's
 * repository, and for all else what this build has fetched: it asks no network, and leaves nothing
 * in the repository of whoever builds.
 */
final class Author {
    private static final String ARCHETYPE_PLUGIN =
            "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate";

    /** Each starts Maven, on a machine that has much else to do. */
    private static final long LIMIT_MINUTES = 5;

    private final Path folder;
    private final Path home;

    /**
     * @param folder of the author's own
     * @param home the distribution
     */
    Author(Path folder, Path home) throws IOException {
        this.folder = folder;
        this.home = home;
        Files.writeString(
                folder.resolve("settings.xml"),
                """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror>
                      <id>fetched</id>
                      <url>file://%s</url>
                      <mirrorOf>*,!nacre</mirrorOf>
                    </mirror>
                  </mirrors>
                </settings>
                """
                        .formatted(
                                folder.resolve("m2"),
                                System.getProperty("nacre.test.maven.repository")));
        installArchetype();
    }

    /** As mvn install:install-file does. */
    private void installArchetype() throws IOException {
        Path jar =
                Path.of("dev/nacre/dev.nacre.archetype", version())
                        .resolve("dev.nacre.archetype-" + version() + ".jar");
        Path target = folder.resolve("m2").resolve(jar);
        Files.createDirectories(target.getParent());
        Files.copy(home.resolve("repository").resolve(jar), target);
    }

    private String version() throws IOException {
        try (Stream<Path> versions =
                Files.list(home.resolve("repository/dev/nacre/dev.nacre.archetype"))) {
            return versions.findFirst().orElseThrow().getFileName().toString();
        }
    }

    /**
     * Has a plugin generated, built and tested.
     *
     * @param kind what the archetype makes: notifier, filter, scanner
     * @param name of its class
     * @return the jar
     */
    Path plugin(String kind, String artifact, String name) throws Exception {
        maven(
                folder,
                ARCHETYPE_PLUGIN,
                "-DarchetypeCatalog=internal",
                "-DarchetypeGroupId=dev.nacre",
                "-DarchetypeArtifactId=dev.nacre.archetype",
                "-DarchetypeVersion=" + version(),
                "-Dkind=" + kind,
                "-DgroupId=org.example",
                "-DartifactId=" + artifact,
                "-Dname=" + name,
                "-DnacreHome=" + home);
        Path project = folder.resolve(artifact);
        maven(project, "package");
        assertThat(project.resolve("target/surefire-reports/TEST-org.example." + name + "Test.xml"))
                .content()
                .contains("failures=\"0\"", "errors=\"0\"", "skipped=\"0\"")
                .doesNotContain("tests=\"0\"");
        return project.resolve("target/" + artifact + "-1.0.0.jar");
    }

    private void maven(Path where, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("nacre.test.maven") + "/bin/mvn",
                                "--batch-mode",
                                "--settings",
                                folder.resolve("settings.xml").toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("maven.log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        // It ends before much of it is worth compiling well.
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        Process maven = builder.start();
        if (!maven.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            maven.destroyForcibly();
        }
        assertThat(maven.waitFor()).as("%s: %s", command, Files.readString(log)).isZero();
    }
}
