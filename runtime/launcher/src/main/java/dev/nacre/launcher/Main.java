/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleException;
import org.slf4j.LoggerFactory;

/** Runs the host in the foreground until it is told to end: {@code nacre run}. */
public final class Main {
    /**
     * Long enough for scans under way to be answered, shorter than a service manager's patience.
     */
    private static final long STOP_MILLIS = 10_000;

    private Main() {}

    /**
     * The folder of the distribution stands in the system property {@code nacre.home}. Ends the
     * process: with 0 when the host was told to stop, with 1 when it could not start or stop.
     */
    public static void main(String[] words) {
        int status = 1;
        try {
            run(List.of(words));
            status = 0;
        } catch (Refusal e) {
            System.err.println("nacre: " + e.getMessage());
        } catch (BundleException | RuntimeException e) {
            LoggerFactory.getLogger(Main.class).error("The host cannot run", e);
        } catch (InterruptedException e) {
            LoggerFactory.getLogger(Main.class).error("The host was interrupted", e);
        }
        end(status);
    }

    private static void run(List<String> words)
            throws Refusal, BundleException, InterruptedException {
        Arguments arguments = Arguments.parse(words);
        Layout layout = Layout.of(Path.of(System.getProperty("nacre.home", ".")), arguments);
        List<FeatureContent> features =
                new FeatureReader(new Repository(layout.repository()))
                        .readAll(layout.features(), arguments.with(), arguments.without());
        Set<String> idle = FeatureReader.optional(layout.features());
        idle.removeAll(arguments.with());
        layout.prepare();
        VarLock lock = VarLock.take(layout.var());
        try {
            FileConfigurations.forget(layout.var().resolve("cm"));
            NativeLibraries.unpackTo(layout.nativeLibraries());
            Logging.configure(layout);
            Host host = Host.create(FrameworkSettings.of(layout, features, idle), features);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> terminate(host), "terminate"));
            host.run();
        } finally {
            // It ends with the process; the garbage collector must not let go of it before.
            Reference.reachabilityFence(lock);
        }
    }

    /** On SIGTERM, SIGINT or SIGHUP. Bounded: a bundle that hangs must not keep the process. */
    private static void terminate(Host host) {
        boolean stopped = host.stop(STOP_MILLIS);
        if (!stopped) {
            LoggerFactory.getLogger(Main.class)
                    .error(
                            "The host did not stop within {} ms and is ended; still running: {}",
                            STOP_MILLIS,
                            host.running());
        }
        end(stopped ? 0 : 1);
    }

    /** Not by exit: within a shutdown hook only halt can set the status. */
    private static void end(int status) {
        Logging.stop();
        Runtime.getRuntime().halt(status);
    }
}
