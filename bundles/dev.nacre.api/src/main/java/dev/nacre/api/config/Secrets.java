/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Puts in the place of {@code $[secret:NAME]} and {@code $[env:NAME]} what they stand for.
 *
 * <p>Not by a plugin of Config Admin, such as Felix's for interpolation: what a plugin fills in
 * becomes the properties of components and services, which console and shell show.
 */
final class Secrets {
    /** In the environment: the folder of secrets. */
    static final String FOLDER = "NACRE_SECRETS";

    /** Framework property: the folder of configurations. */
    private static final String ETC = "nacre.etc";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(secret|env):([^\\]]*)\\]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final long LARGEST = 64 << 10;

    /** Permissions of group and others, and theirs to write (inode(7)). */
    private static final int FOREIGN = 0077;

    private static final int FOREIGN_WRITE = 0022;

    private final Supplier<Path> folder;
    private final Map<String, String> environment;

    /** What a name stands for cannot be told; the message says why and what to do. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String message) {
            super(message);
        }
    }

    /**
     * @param folder where each secret is a file; asked when there is one to read
     */
    Secrets(Supplier<Path> folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Those of the host that this bundle runs in. */
    static Secrets ofHost() {
        return new Secrets(Secrets::hostFolder, System.getenv());
    }

    private static Path hostFolder() {
        String named = System.getenv(FOLDER);
        if (named != null) {
            return Path.of(named);
        }
        Bundle bundle = FrameworkUtil.getBundle(Secrets.class);
        String etc = bundle == null ? null : bundle.getBundleContext().getProperty(ETC);
        return Path.of(etc == null ? "etc" : etc, "secrets");
    }

    /**
     * The text with all references filled in.
     *
     * @throws Unknown where one leads nowhere
     */
    String fill(String text) {
        // Nearly all texts hold none, and readers' filters have many.
        if (!text.contains("$[")) {
            return text;
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(value(match.group(1), match.group(2))));
    }

    private String value(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Unknown(
                    "the name of a secret or variable consists of letters, digits, _, . and -");
        }
        return kind.equals("env") ? variable(name) : secret(name);
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new Unknown("the host was started without the variable " + name);
        }
        return value;
    }

    private String secret(String name) {
        Path all = folder.get();
        Path file = all.resolve(name);
        try {
            refuse(all, FOREIGN_WRITE, "go-w");
            refuse(file, FOREIGN, "go=");
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new Unknown(file + " is no file of 64K at most");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            throw new Unknown("there is no file " + file + "; write the secret to it");
        } catch (IOException e) {
            throw new Unknown(file + " cannot be read as text in UTF-8: " + e.getMessage());
        }
    }

    /** Refuses what others could have written, or read. */
    private static void refuse(Path path, int forbidden, String remedy) throws IOException {
        int owner = (int) Files.getAttribute(path, "unix:uid");
        int mode = (int) Files.getAttribute(path, "unix:mode");
        if (owner != 0 && owner != (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) {
            throw new Unknown(path + " belongs to user " + owner + "; chown root " + path);
        }
        if ((mode & forbidden) != 0) {
            throw new Unknown(
                    path
                            + " is open to others than its owner; chmod "
                            + remedy
                            + " "
                            + path
                            + ", and renew the secret if somebody could have read it");
        }
    }
}
