/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.guard.WatchStatus;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus.State;
import dev.nacre.itests.support.OwnFileSystem;
import dev.nacre.itests.support.SharedClamd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Runs in the host, which is started once a class. Each test has a file system of its own to guard,
 * real clamd to scan, and leaves no configuration behind.
 */
@RunWith(OnCapableMachine.class)
@ExamReactorStrategy(PerClass.class)
public abstract class NacreTest {
    static final Duration SOON = Duration.ofSeconds(20);

    @Inject protected BundleContext context;
    @Inject protected Guard guard;
    @Inject protected ConfigurationAdmin admin;

    private static final AtomicInteger TESTS = new AtomicInteger();

    /** The name of the test's watch, which no other test has. */
    protected final String watch = "test" + TESTS.incrementAndGet();

    protected final Detections detections = new Detections();
    protected Configurations configurations;
    protected SharedClamd clamd;

    /** Free of symbolic links. */
    protected Path folder;

    private OwnFileSystem files;
    private ServiceRegistration<Notifier> notifier;

    @Configuration
    public Option[] host() throws Exception {
        return Container.options();
    }

    @Before
    public void mount_files_and_have_them_scanned_by_clamd() throws Exception {
        files = OwnFileSystem.mount(Files.createTempDirectory("nacre-test"), "64m");
        folder = files.root();
        notifier = context.registerService(Notifier.class, detections, null);
        configurations = new Configurations(admin, Path.of(context.getProperty("nacre.etc")));
        clamd = SharedClamd.get();
        setUpScanner();
    }

    /** Has files scanned by the clamd that all tests share. */
    protected void setUpScanner() throws Exception {
        configurations.set("dev.nacre.scanner.clamd.unix", clamdAt(clamd.socket()));
        awaitScanner("clamd", State.UP);
    }

    @After
    public void leave_nothing_behind() throws Exception {
        configurations.removeAll();
        until("no watch is left", SOON, () -> guard.watches().isEmpty());
        notifier.unregister();
        files.close();
    }

    /** A configuration of {@code dev.nacre.scanner.clamd.unix}. */
    protected static Map<String, Object> clamdAt(Path socket) {
        return Map.of("socket", socket.toString(), "presence", "required");
    }

    /** Guards the test's folder: accesses are prevented, scanned each time, and reported. */
    protected void watch(Map<String, Object> settings) throws Exception {
        Map<String, Object> all = new HashMap<>();
        all.put("paths", new String[] {folder.toString()});
        all.put("scanOn", "open-exec");
        all.put("cache", "none");
        all.putAll(settings);
        configurations.set("dev.nacre.watch~" + watch, all);
        awaitGuarded(watch, folder);
    }

    protected void awaitGuarded(String watch, Path path) throws Exception {
        BytePath wanted = BytePath.of(path.toString());
        until(
                path + " is guarded by watch " + watch,
                SOON,
                () -> watch(watch).filter(w -> w.guarded().contains(wanted)).isPresent());
    }

    protected Optional<WatchStatus> watch(String name) {
        return guard.watches().stream().filter(w -> w.watch().name().equals(name)).findFirst();
    }

    /** Waits until a scanner is there and in this state. */
    protected void awaitScanner(String name, State state) throws Exception {
        value(
                "scanner " + name + " is " + state,
                SOON,
                () -> scanner(name).map(Scanner::status),
                status -> status.filter(now -> now.state() == state).isPresent());
    }

    private Optional<Scanner> scanner(String name) throws InvalidSyntaxException {
        return context
                .getServiceReferences(Scanner.class, "(" + Scanner.NAME + "=" + name + ")")
                .stream()
                .findFirst()
                .map(context::getService);
    }

    /** Waits until what is not as it should be has a message with all these in it. */
    protected void awaitFinding(String... parts) throws Exception {
        Findings.await(guard, SOON, parts);
    }

    /** Makes a file as the host itself does, whose accesses are exempt. */
    protected Path place(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
