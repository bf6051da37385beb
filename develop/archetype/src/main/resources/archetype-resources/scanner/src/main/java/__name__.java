package ${package};

import dev.nacre.api.config.Configured;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds files that hold a text. Ranked so low that it judges only where a watch asks for it. Called
 * by several threads at once.
 */
@Component(
        service = {Scanner.class, HealthContributor.class},
        configurationPid = ${name}.PID,
        property = {Scanner.NAME + "=${artifactId}", "service.ranking:Integer=-200"})
@Designate(ocd = ${name}.Config.class)
public final class ${name} implements Scanner, HealthContributor {
    static final String PID = "${package}.${name.toLowerCase()}";

    private static final Logger LOG = LoggerFactory.getLogger(${name}.class);
    private static final int BLOCK = 64 * 1024;

    /** What can be configured; the texts stand in OSGI-INF/l10n/bundle.properties. */
    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%name",
            description = "%description")
    @interface Config {
        @AttributeDefinition(name = "%text.name", description = "%text.description")
        String text() default "This is what ${name} finds.";
    }

    /**
     * What is looked for, one char a byte, and what that makes of the scanner: with another text it
     * has another epoch, and no verdict of before holds.
     */
    private record Sought(String bytes, ScannerStatus status) {
        static Sought of(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException();
            }
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return new Sought(
                    new String(utf8, StandardCharsets.ISO_8859_1),
                    new ScannerStatus(
                            ScannerStatus.State.UP,
                            "${artifactId} 1: " + text,
                            "looks for one text",
                            Runtime.getRuntime().availableProcessors(),
                            Set.of()));
        }
    }

    private final Configured<Sought> sought;

    /** Called by the host when the plugin comes. A wrong configuration keeps it from starting. */
    @Activate
    public ${name}(Map<String, Object> properties) {
        sought =
                new Configured<>(
                        "scanner ${artifactId}",
                        Config.class,
                        properties,
                        settings -> settings.parse("text", "any text but none", Sought::of));
    }

    /** Called when the configuration has changed. A wrong one leaves that of before in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        sought.update(properties).ifPresent(LOG::error);
    }

    @Override
    public Verdict scan(FileContent file, Duration limit) throws InterruptedException {
        try {
            return holds(file, sought.get().bytes())
                    ? new Verdict.Infected("${name}.Text")
                    : Verdict.CLEAN;
        } catch (IOException e) {
            return Verdict.unscanned(
                    UnscannedReason.UNREADABLE, "it cannot be read: " + e.getMessage());
        }
    }

    private static boolean holds(FileContent file, String bytes)
            throws IOException, InterruptedException {
        ByteBuffer window = ByteBuffer.allocate(BLOCK + bytes.length());
        long position = 0;
        for (int read = file.read(window, 0); read > 0; read = file.read(window, position)) {
            position += read;
            String seen =
                    new String(window.array(), 0, window.position(), StandardCharsets.ISO_8859_1);
            if (seen.contains(bytes)) {
                return true;
            }
            // What stands at the end may go on in the next block.
            window.flip().position(Math.max(0, window.limit() - bytes.length() + 1));
            window.compact();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return false;
    }

    @Override
    public ScannerStatus status() {
        return sought.get().status();
    }

    @Override
    public List<Finding> findings() {
        return sought.findings();
    }
}
