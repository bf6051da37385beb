/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A plugin as somebody builds one: compiled against the distribution, with a manifest. */
final class PluginJar {
    private static final String ACTIVATOR =
            """
            package example;

            import dev.nacre.api.event.*;
            import dev.nacre.api.file.*;
            import dev.nacre.api.filter.*;
            import dev.nacre.api.notify.*;
            import dev.nacre.api.scan.*;
            import dev.nacre.api.watch.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.Map;
            import java.util.Optional;
            import java.util.Set;
            import org.osgi.framework.BundleActivator;
            import org.osgi.framework.BundleContext;
            import org.osgi.framework.FrameworkUtil;

            public final class Plugin implements BundleActivator {
                @Override
                public void start(BundleContext context) throws Exception {
                    %s
                }

                @Override
                public void stop(BundleContext context) {}
            }
            """;
    private static final List<String> PACKAGES =
            List.of("event", "file", "filter", "notify", "scan", "watch");

    private final Map<String, String> headers = new TreeMap<>();
    private final Map<String, byte[]> entries = new TreeMap<>();

    private PluginJar() {}

    /** A bundle without anything in it, in version 1.0.0. */
    static PluginJar named(String symbolicName) {
        return new PluginJar()
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", "1.0.0")
                .header(
                        "Import-Package",
                        PACKAGES.stream()
                                .map(name -> "dev.nacre.api." + name + ";version=\"[1,2)\"")
                                .collect(Collectors.joining(",", "", ",org.osgi.framework")));
    }

    PluginJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    PluginJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** Has a class in it: its simple name and its source. */
    PluginJar compiled(String name, String text) throws IOException {
        entries.putAll(compile(name, text));
        return this;
    }

    /** Has it do this when it is started; {@code context} is there. */
    PluginJar doing(String statements) throws IOException {
        return compiled("Plugin", ACTIVATOR.formatted(statements))
                .header("Bundle-Activator", "example.Plugin");
    }

    /** Has it register a notifier that does this; {@code detection} is there. */
    PluginJar notifying(String statements) throws IOException {
        return doing(
                """
                context.registerService(Notifier.class, new Notifier() {
                    @Override
                    public void detected(Detection detection) throws Exception {
                        %s
                    }
                }, FrameworkUtil.asDictionary(Map.of(Notifier.NAME, "%s")));
                """
                        .formatted(statements, name()));
    }

    /** Has it register a filter that exempts whatever ends so. */
    PluginJar exempting(String suffix) throws IOException {
        return doing(
                """
                context.registerService(Filter.class, (watch, access) ->
                        String.valueOf(access.location().path()).endsWith("%s")
                                ? Optional.of("by a plugin") : Optional.empty(),
                    FrameworkUtil.asDictionary(Map.of(Filter.NAME, "%s")));
                """
                        .formatted(suffix, name()));
    }

    /** Has it register a scanner, ranked lowest, that takes all for clean. */
    PluginJar scanning() throws IOException {
        return doing(
                """
                ScannerStatus status =
                    new ScannerStatus(ScannerStatus.State.UP, "1", "", 2, Set.of());
                context.registerService(Scanner.class, new Scanner() {
                    @Override
                    public Verdict scan(FileContent file, Duration limit) {
                        return Verdict.CLEAN;
                    }

                    @Override
                    public ScannerStatus status() {
                        return status;
                    }
                }, FrameworkUtil.asDictionary(
                        Map.of(Scanner.NAME, "%s", "service.ranking", -1000)));
                """
                        .formatted(name()));
    }

    private String name() {
        return headers.get("Bundle-SymbolicName");
    }

    /** Says in each class that it needs a Java that there is not. */
    PluginJar forJava(int version) {
        // The Java Virtual Machine Specification, 4.1: the major version stands in bytes 6 and 7.
        entries.values().forEach(bytes -> bytes[7] = (byte) (version + 44));
        return this;
    }

    byte[] bytes() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** The class files, by their names in a jar. */
    private static Map<String, byte[]> compile(String name, String text) throws IOException {
        Path folder = Files.createTempDirectory("plugin");
        StringWriter messages = new StringWriter();
        boolean compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                messages,
                                null,
                                null,
                                List.of(
                                        "--release",
                                        "17",
                                        "-proc:none",
                                        "-cp",
                                        classPath(),
                                        "-d",
                                        folder.toString()),
                                null,
                                List.of(new Source(name, text)))
                        .call();
        if (!compiled) {
            throw new IOException(messages + text);
        }
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                classes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> files = Files.walk(Host.HOME)) {
            return files.map(Path::toString)
                    .filter(
                            file ->
                                    file.matches(
                                            ".*/(dev.nacre.api|org.apache.felix.framework)[^/]*[.]jar"))
                    .collect(Collectors.joining(":"));
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
