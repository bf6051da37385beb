/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.etc.CfgFile;
import dev.nacre.importer.input.Input;
import dev.nacre.importer.input.Said;
import dev.nacre.scanner.clamd.conf.ConfFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where clamd is, and how it is spoken to. */
final class Scanners implements Subject {
    static final String PORT = "TCPSocket";
    private static final String SOCKET = "LocalSocket";
    private static final String ADDRESS = "TCPAddr";
    private static final String STREAM = "StreamMaxLength";
    private static final String THREADS = "OnAccessMaxThreads";

    /** Of clamd, in bytes: CLI_DEFAULT_MAXFILESIZE. */
    private static final String CLAMD_DEFAULT = "100M";

    /** Most of the keys {@code depth} and {@code sessions}. */
    private static final int MOST = 64;

    /** Milliseconds that a scan may take by default, and that connecting may take at most. */
    private static final long SCAN = 120_000;

    private static final long CONNECT = 60_000;

    @Override
    public List<String> options() {
        return List.of(SOCKET, PORT, ADDRESS, STREAM, THREADS);
    }

    private static boolean isLocal(Input input) {
        return input.one(SOCKET).isPresent();
    }

    /** What a watch has to say, so that the clamd behind TCP judges. */
    static Optional<String> target(Input input) {
        return isLocal(input)
                ? Optional.empty()
                : Optional.of("(nacre.scanner.name=" + Watches.FOLDERS + ")");
    }

    @Override
    public void translate(Input input, Draft draft) {
        if (isLocal(input)) {
            local(input, draft);
        } else if (input.one(PORT).isPresent()) {
            remote(input, draft);
        } else {
            draft.fault(
                    input.conf().toString(),
                    "it sets neither LocalSocket nor TCPSocket: where is clamd?");
        }
    }

    private static void local(Input input, Draft draft) {
        List<Said> socket = input.all(SOCKET);
        CfgFile file = draft.file("dev.nacre.scanner.clamd.unix", Watches.head(input));
        file.set("socket", socket.get(0).shown(), Draft.origins(socket));
        draft.carry(socket, file, "socket");
        file.set(
                "clamdConfig",
                input.confShown(),
                List.of("From it Nacre reads clamd's MaxFileSize and MaxScanSize."));
        file.set(
                "presence",
                "required",
                List.of("Without clamd clamonacc does nothing. It may start later than Nacre."));
        together(file, input, draft);
        for (String option : List.of(PORT, ADDRESS)) {
            draft.leave(
                    input.all(option), "clamonacc uses LocalSocket, which is set; so does Nacre");
        }
        input.all(STREAM)
                .forEach(
                        said ->
                                draft.carry(
                                        said, "clamd is handed descriptors, of whatever length"));
    }

    private static void remote(Input input, Draft draft) {
        CfgFile none = draft.file("dev.nacre.scanner.clamd.unix", Watches.head(input));
        none.set(
                "clamdConfig",
                "",
                Draft.origins(input.all(PORT), "No LocalSocket, so none is missed here."));
        CfgFile file =
                draft.file("dev.nacre.scanner.clamd.tcp-" + Watches.FOLDERS, Watches.head(input));
        List<Said> from = new ArrayList<>(input.all(PORT));
        from.addAll(input.all(ADDRESS));
        String port = input.one(PORT).orElseThrow().value();
        List<String> hosts =
                input.all(ADDRESS).stream().map(said -> host(said) + ":" + port).toList();
        file.list(
                "hosts",
                hosts.isEmpty() ? List.of("127.0.0.1:" + port) : hosts,
                Draft.origins(
                        from, "Where clamd listens at any address, this machine's own is asked."));
        draft.carry(from, file, "hosts");
        List<Said> stream = input.all(STREAM);
        file.set(
                "streamMaxLength",
                stream.isEmpty() ? CLAMD_DEFAULT : Errors.size(stream.get(0)),
                stream.isEmpty() ? List.of("clamd's default.") : Draft.origins(stream));
        draft.carry(stream, file, "streamMaxLength");
        List<Said> limits = new ArrayList<>(input.all("MaxFileSize"));
        limits.addAll(input.all("MaxScanSize"));
        if (!limits.isEmpty()) {
            long least =
                    limits.stream()
                            .mapToLong(said -> ConfFile.size(said.value()).orElse(Long.MAX_VALUE))
                            .min()
                            .getAsLong();
            file.set("maxFileSize", Errors.size(least), Draft.origins(limits));
        }
        together(file, input, draft);
    }

    /** As a .cfg file has it: an IPv6 address in brackets. */
    private static String host(Said address) {
        String host = address.shown();
        if (host.equals("any") || host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** What both ways have alike. */
    private static void together(CfgFile file, Input input, Draft draft) {
        List<Said> threads = input.all(THREADS);
        if (!threads.isEmpty()) {
            int wanted = Integer.parseInt(threads.get(0).value());
            file.set("sessions", "1", Draft.origins(threads));
            file.set(
                    "depth",
                    Integer.toString(Math.max(1, Math.min(MOST, wanted))),
                    Draft.origins(
                            threads,
                            "So many files are under way at once, whatever the number was for"
                                    + " clamonacc (#1698): 1 to 64."));
            draft.carry(threads, file, "sessions, depth");
        }
        List<Said> timeout = input.all(Errors.TIMEOUT);
        if (!timeout.isEmpty()) {
            long millis = Errors.deadline(input);
            file.set(
                    "connectTimeout",
                    Errors.duration(Math.min(CONNECT, millis)),
                    Draft.origins(timeout, "From 100ms to 60s."));
            file.set(
                    "scanTimeout",
                    Errors.duration(Math.max(SCAN, millis)),
                    Draft.origins(
                            timeout,
                            "A scan may go on after the deadline of the watch: its verdict serves"
                                    + " the next access."));
            draft.carry(timeout, file, "connectTimeout, scanTimeout");
        }
    }
}
