/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.file.BytePath;
import dev.nacre.filter.internal.pattern.ByteRegex;
import dev.nacre.filter.internal.pattern.ByteText;
import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Arguments;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.KnownOptions;
import dev.nacre.importer.input.KnownOptions.Kind;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.shaded.util.properties.TypedProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {
    private static final String WATCH = "dev.nacre.watch-clamonacc.cfg";
    private static final String MOUNT = "dev.nacre.watch-clamonacc-mount.cfg";
    private static final String PATHS = "dev.nacre.filter.path-clamonacc.cfg";
    private static final String USERS = "dev.nacre.filter.user-clamonacc.cfg";
    private static final String UNIX = "dev.nacre.scanner.clamd.unix.cfg";
    private static final String TCP = "dev.nacre.scanner.clamd.tcp-clamonacc.cfg";

    @TempDir private Path folder;
    private Draft draft;

    @Test
    void folders_with_nothing_else_said_are_guarded_as_clamonacc_does_by_default()
            throws Exception {
        translate(List.of("OnAccessIncludePath /home", "OnAccessIncludePath \"/srv/with space\""));
        assertThat(keys(WATCH))
                .isEqualTo(
                        new TreeMap<>(
                                Map.of(
                                        "paths", "[/home, /srv/with space]",
                                        "scanOn", "open-exec",
                                        "prevention", "false",
                                        "onError", "allow",
                                        "deadline", "5s",
                                        "maxFileSize", "5M",
                                        "oversize", "allow",
                                        "action", "report")));
        assertThat(keys(UNIX))
                .containsEntry("socket", "/run/clamav/clamd.ctl")
                .containsEntry("presence", "required")
                .containsEntry("clamdConfig", folder.resolve("clamd.conf").toString());
        assertThat(draft.files()).hasSize(2);
    }

    @Test
    void each_key_stands_below_what_it_comes_from() throws Exception {
        translate(List.of("OnAccessIncludePath /home"));
        assertThat(text(WATCH))
                .contains("# clamd.conf:2 OnAccessIncludePath /home\npaths = [\"/home\"]\n")
                .contains("# clamonacc's default. Larger files are not scanned.\nmaxFileSize");
    }

    @ParameterizedTest(name = "{0} is {1} = {2}")
    @CsvSource({
        "OnAccessPrevention yes,prevention,true",
        "OnAccessPrevention 0,prevention,false",
        "OnAccessExtraScanning yes,arrivals,true",
        "OnAccessDenyOnError true,onError,deny",
        "OnAccessDenyOnError false,onError,allow",
        "OnAccessMaxFileSize 20m,maxFileSize,20M",
        "OnAccessMaxFileSize 1000,maxFileSize,1000",
        "OnAccessMaxFileSize 0,maxFileSize,1024T",
        "OnAccessCurlTimeout 700,deadline,700ms",
        "OnAccessCurlTimeout 3000,deadline,3s",
        "OnAccessCurlTimeout 1,deadline,100ms",
        "OnAccessCurlTimeout 0,deadline,5s",
        "OnAccessCurlTimeout 9999999,deadline,600s"
    })
    void an_option_of_clamd_conf_is_a_key_of_the_watch(String line, String key, String value)
            throws Exception {
        translate(List.of("OnAccessIncludePath /home", line));
        assertThat(keys(WATCH)).containsEntry(key, value);
        assertThat(carried()).anyMatch(how -> how.contains(WATCH + ": " + key));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"--move=/q,quarantine", "--remove,remove", "--copy=/q,report", "--wait,report"})
    void what_becomes_of_a_file_is_the_action(String option, String action) throws Exception {
        translate(List.of("OnAccessIncludePath /home"), option);
        assertThat(keys(WATCH)).containsEntry("action", action);
        boolean moved = action.equals("quarantine");
        assertThat(
                        draft.files().stream()
                                .anyMatch(f -> f.name().startsWith("dev.nacre.quarantine")))
                .isEqualTo(moved);
    }

    @Test
    void moved_files_go_to_the_folder_that_is_named() throws Exception {
        translate(List.of("OnAccessIncludePath /home"), "--move", "/opt/q", "--remove");
        assertThat(keys("dev.nacre.quarantine.cfg")).containsEntry("directory", "/opt/q");
        assertThat(keys(WATCH)).containsEntry("action", "quarantine");
        assertThat(left()).anyMatch(why -> why.contains("--remove"));
    }

    @Test
    void a_mount_is_a_watch_of_its_own_and_prevents_where_that_is_said() throws Exception {
        translate(
                List.of(
                        "OnAccessMountPath /home",
                        "OnAccessIncludePath /srv",
                        "OnAccessPrevention yes",
                        "OnAccessExcludePath /home/x"));
        assertThat(keys(MOUNT))
                .containsEntry("paths", "[/home]")
                .containsEntry("mark", "mount")
                .containsEntry("prevention", "true");
        assertThat(keys(WATCH)).containsEntry("paths", "[/srv]").doesNotContainKey("mark");
        assertThat(keys(PATHS)).containsEntry("watches", "[clamonacc, clamonacc-mount]");
        assertThat(text(MOUNT)).contains("#49");
    }

    @Test
    void folders_are_left_out_by_name_by_pattern_and_by_list() throws Exception {
        Path list = Files.writeString(folder.resolve("list"), "/srv/c\n");
        translate(
                List.of(
                        "OnAccessIncludePath /srv",
                        "OnAccessExcludePath /srv/a",
                        "OnAccessExcludePath ^/srv/b[0-9]+$",
                        "OnAccessExcludePath ^/srv/[[=x=]]$"),
                "--exclude-list=" + list);
        assertThat(keys(PATHS))
                .containsEntry("prefixes", "[/srv/a, /srv/c]")
                .containsEntry("regexes", "[^/srv/b[0-9]+(?=/).*/.*]")
                .containsEntry("watches", "[clamonacc]");
        assertThat(left()).anyMatch(why -> why.contains("[="));
    }

    @ParameterizedTest(name = "{0} is exempt: {1}")
    @CsvSource({
        "/srv/a.b/file,false",
        "/srv/a.b/c/file,true",
        "/srv/a.b/c/d/file,true",
        "/srv/aXb/c/file,false",
        "/srv/a.b/named/file,false",
        "/srv/a.b/named/e/file,true",
        "/srv/a.b/full/file,false",
        "/srv/a.b/full/e/file,false",
        "/etc/deep/file,false"
    })
    void without_ddd_only_the_files_of_the_folders_themselves_are_guarded(
            String file, boolean exempt) throws Exception {
        Path list = Files.writeString(folder.resolve("list"), "/srv/a.b/full\n");
        translate(
                List.of(
                        "OnAccessIncludePath /srv/a.b/",
                        "OnAccessIncludePath /srv/a.b/named",
                        "OnAccessIncludePath /",
                        "OnAccessDisableDDD yes"),
                "--watch-list=" + list);
        String regex = keys("dev.nacre.filter.path-clamonacc-flat.cfg").get("regexes");
        ByteText path = new ByteText(BytePath.of(file), 100_000);
        assertThat(ByteRegex.parse(regex.substring(1, regex.length() - 1)).matches(path))
                .isEqualTo(exempt);
    }

    @Test
    void users_are_exempt_by_number_and_name() throws Exception {
        translate(
                List.of(
                        "OnAccessIncludePath /srv",
                        "OnAccessExcludeRootUID yes",
                        "OnAccessExcludeUID 1000",
                        "OnAccessExcludeUID 1001",
                        "OnAccessExcludeUname clamav"));
        assertThat(keys(USERS)).containsEntry("users", "[0, 1000, 1001, clamav]");
    }

    @Test
    void a_user_id_of_0_switches_the_ids_off() throws Exception {
        translate(
                List.of(
                        "OnAccessIncludePath /srv",
                        "OnAccessExcludeUID 1000",
                        "OnAccessExcludeUID 0"));
        assertThat(draft.files()).extracting(CfgFile::name).doesNotContain(USERS);
        assertThat(left()).filteredOn(why -> why.contains("ExcludeUID")).hasSize(2);
    }

    @Test
    void threads_and_timeouts_are_those_of_the_scanner_too() throws Exception {
        translate(
                List.of(
                        "OnAccessIncludePath /srv",
                        "OnAccessMaxThreads 100",
                        "OnAccessCurlTimeout 300000"));
        assertThat(keys(UNIX))
                .containsEntry("sessions", "1")
                .containsEntry("depth", "64")
                .containsEntry("connectTimeout", "60s")
                .containsEntry("scanTimeout", "300s");
    }

    @Test
    void a_clamd_behind_tcp_judges_and_no_local_one_is_missed() throws Exception {
        conf(
                "TCPSocket 3310",
                "TCPAddr 192.0.2.7",
                "TCPAddr 2001:db8::7",
                "TCPAddr any",
                "StreamMaxLength 50M",
                "MaxFileSize 30M",
                "MaxScanSize 200M",
                "OnAccessIncludePath /srv");
        assertThat(keys(TCP))
                .containsEntry("hosts", "[192.0.2.7:3310, [2001:db8::7]:3310, 127.0.0.1:3310]")
                .containsEntry("streamMaxLength", "50M")
                .containsEntry("maxFileSize", "30M");
        assertThat(keys(WATCH)).containsEntry("scanner.target", "(nacre.scanner.name=clamonacc)");
        assertThat(keys(UNIX)).isEqualTo(Map.of("clamdConfig", ""));
    }

    @Test
    void a_local_clamd_comes_before_one_behind_tcp() throws Exception {
        translate(List.of("OnAccessIncludePath /srv", "TCPSocket 3310", "TCPAddr 127.0.0.1"));
        assertThat(draft.files()).extracting(CfgFile::name).containsExactly(UNIX, WATCH);
        assertThat(left()).hasSize(2);
    }

    @Test
    void without_a_folder_or_a_clamd_nothing_can_be_made() throws Exception {
        conf("LogClean yes");
        assertThat(draft.faults()).hasSize(2);
        translate(List.of("OnAccessIncludePath srv"));
        assertThat(draft.faults().get(0).where()).isEqualTo("clamd.conf:2 OnAccessIncludePath srv");
    }

    @Test
    void the_root_is_not_guarded_by_accident() throws Exception {
        translate(List.of("OnAccessIncludePath /", "OnAccessIncludePath /srv"));
        assertThat(keys(WATCH)).containsEntry("paths", "[/srv]");
        assertThat(left()).hasSize(1);
        translate(List.of("OnAccessMountPath /"));
        assertThat(keys(MOUNT)).containsEntry("paths", "[/]");
    }

    static Stream<String> all_that_concerns_guarding() {
        Stream<String> named = Stream.of("VirusEvent", "LocalSocket", "TCPSocket", "TCPAddr");
        Stream<String> onAccess =
                KnownOptions.CLAMD.byName().keySet().stream()
                        .filter(option -> option.startsWith("OnAccess"));
        Stream<String> commandLine =
                KnownOptions.CLAMONACC.byName().keySet().stream()
                        .filter(option -> !option.equals("--help"));
        Stream<String> deprecated =
                KnownOptions.CLAMD.byName().keySet().stream()
                        .filter(KnownOptions.CLAMD::isDeprecated);
        return Stream.of(named, onAccess, commandLine, deprecated, Translation.options().stream())
                .flatMap(options -> options)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("all_that_concerns_guarding")
    void each_option_is_carried_over_or_named_as_not(String option) throws Exception {
        for (String flag : List.of("yes", "no")) {
            Path list = Files.writeString(folder.resolve("list"), "/srv/listed\n");
            boolean commandLine = option.startsWith("--");
            Kind kind =
                    (commandLine ? KnownOptions.CLAMONACC : KnownOptions.CLAMD)
                            .byName()
                            .get(option);
            String value =
                    switch (kind.type()) {
                        case "flag" -> flag;
                        case "number" -> "7";
                        case "size" -> "7M";
                        default -> option.endsWith("-list") ? list.toString() : "/srv/value";
                    };
            boolean word = commandLine && kind.type().equals("flag");
            List<String> lines = new ArrayList<>(List.of("OnAccessIncludePath /home"));
            if (!commandLine && !option.equals("LocalSocket")) {
                lines.add(option + " " + value);
            }
            // The one clamd.conf is read; --config-file is said beside it.
            translate(
                    lines,
                    commandLine
                            ? new String[] {word ? option : option + "=" + value}
                            : new String[0]);
            assertThat(Stream.concat(carried().stream(), left().stream()))
                    .as("%s %s", option, value)
                    .anyMatch(said -> said.contains(" " + option));
        }
    }

    @Test
    void options_of_clamd_alone_are_counted() throws Exception {
        Input input = translate(List.of("OnAccessIncludePath /srv", "ScanPE yes", "LogClean no"));
        assertThat(Translation.others(input)).isEqualTo(2);
    }

    private Input translate(List<String> lines, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("LocalSocket /run/clamav/clamd.ctl"));
        all.addAll(lines);
        return conf(all, options);
    }

    private Input conf(String... lines) throws Exception {
        return conf(List.of(lines));
    }

    private Input conf(List<String> lines, String... options) throws Exception {
        Path conf = Files.write(folder.resolve("clamd.conf"), lines);
        List<String> words = new ArrayList<>(List.of(conf.toString()));
        words.addAll(List.of(options));
        Input input = Input.read(Arguments.parse(words.toArray(String[]::new)));
        draft = Translation.of(input);
        return input;
    }

    private List<String> carried() {
        return draft.carried().stream().map(c -> c.said() + " " + c.how()).toList();
    }

    private List<String> left() {
        return draft.left().stream().map(l -> l.said() + " " + l.why()).toList();
    }

    private String text(String file) {
        return draft.files().stream()
                .filter(f -> f.name().equals(file))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** As File Install reads them. */
    private Map<String, String> keys(String file) throws Exception {
        TypedProperties properties = new TypedProperties();
        properties.load(new StringReader(text(file)));
        Map<String, String> keys = new TreeMap<>();
        properties.forEach(
                (key, value) ->
                        keys.put(
                                key,
                                value instanceof Object[] list
                                        ? List.of(list).toString()
                                        : value.toString()));
        return keys;
    }
}
