/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static org.ops4j.pax.exam.CoreOptions.bootClasspathLibrary;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.propagateSystemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.SharedClamd;
import dev.nacre.launcher.LaunchPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;

/** The assembled distribution's bundles in a process of their own, with an etc and var to test. */
final class Container {
    private static final Path HOME = Path.of(System.getProperty("nacre.test.home"));

    private Container() {}

    /** A fresh host: in {@code etc} lies what logging and the console need, and no watch. */
    static Option[] options() throws Exception {
        Path target = Files.createDirectories(Path.of("target", "hosts").toAbsolutePath());
        Path base = Files.createTempDirectory(target, "host");
        Path etc = Files.createDirectory(base.resolve("etc"));
        // Whoever has the sources need not be root, whom plugins must belong to.
        Path plugins = Files.createTempDirectory("nacre-plugins");
        Files.copy(HOME.resolve("etc/logback.xml"), etc.resolve("logback.xml"));
        LaunchPlan plan = LaunchPlan.of(HOME, etc, base.resolve("var"));

        Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.put("org.osgi.service.http.port", Integer.toString(freePort()));
        settings.put("nacre.plugins", plugins.toString());

        List<Option> options = new ArrayList<>();
        settings.forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        plan.bundles()
                .forEach(
                        b -> options.add(bundle(b.jar().toUri().toString()).startLevel(b.level())));
        options.add(frameworkStartLevel(40));
        options.add(classPath());
        options.add(systemProperty("nacre.var").value(base.resolve("var").toString()));
        options.add(
                systemProperty("logback.configurationFile")
                        .value(etc.resolve("logback.xml").toUri().toString()));
        options.add(systemProperty("jna.nosys").value("true"));
        options.add(propagateSystemProperty("java.io.tmpdir"));
        SharedClamd.get();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("nacre.test."))
                .forEach(name -> options.add(propagateSystemProperty(name)));
        options.add(vmOption("-Xmx96m"));
        options.add(junitBundles());
        options.add(bundle(jarOf(Assertions.class)));
        options.add(bundle(jarOf(net.bytebuddy.ByteBuddy.class)));
        options.add(bundle(jarOf(Await.class)));
        return options.toArray(Option[]::new);
    }

    /** Logging lies beside the framework, as in the distribution. */
    private static Option classPath() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            return composite(
                    jars.filter(jar -> isLogging(jar.getFileName().toString()))
                            .map(
                                    jar ->
                                            bootClasspathLibrary(jar.toUri().toString())
                                                    .afterFramework())
                            .toArray(Option[]::new));
        }
    }

    private static boolean isLogging(String name) {
        return name.startsWith("logback-")
                || name.startsWith("slf4j-api")
                || name.equals("nacre-launcher.jar");
    }

    private static String jarOf(Class<?> type) {
        URL jar = type.getProtectionDomain().getCodeSource().getLocation();
        return jar.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
