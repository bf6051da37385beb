/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.bundle;

import dev.nacre.plugins.internal.folder.Refused;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.osgi.framework.Constants;

/** Looks at a jar before the framework gets it: is it whole, a bundle, and one that may be here? */
public final class Inspection {
    private static final String OURS = "dev.nacre";

    /** The Java Virtual Machine Specification, 4.1: Java 1.1 has 45, each version one more. */
    private static final int BEFORE_FIRST_JAVA = 44;

    private static final int CLASS_FILE = 0xCAFEBABE;

    private final HostBundles host;
    private final int java;

    /**
     * @param java version of the Java that the host runs on, such as 17
     */
    public Inspection(HostBundles host, int java) {
        this.host = host;
        this.java = java;
    }

    /**
     * Inspects a jar.
     *
     * @return its symbolic name
     * @throws Refused where it may not be installed
     */
    public String of(Path file) throws Refused {
        try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ)) {
            String name = symbolicName(jar.getManifest());
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                entry(jar, all.nextElement());
            }
            return name;
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("it is no whole jar (" + e + "): copy it anew");
        }
    }

    private String symbolicName(Manifest manifest) throws Refused {
        Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
        String name =
                Header.paths(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)).stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                "it is no bundle: its manifest has no "
                                                        + Constants.BUNDLE_SYMBOLICNAME
                                                        + "; take it away"));
        if (host.has(name)) {
            throw new Refused(
                    "it has the symbolic name "
                            + name
                            + " of a bundle of the host: give it a name of its own");
        }
        if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new Refused(
                    "it is a fragment, which would become part of "
                            + headers.getValue(Constants.FRAGMENT_HOST)
                            + ": make it a bundle of its own");
        }
        for (String exported : Header.paths(headers.getValue(Constants.EXPORT_PACKAGE))) {
            mayExport(exported);
        }
        return name;
    }

    /** Else bundles of the host, or other plugins, could get these classes for the host's. */
    private void mayExport(String name) throws Refused {
        Optional<String> exporter =
                name.equals(OURS) || name.startsWith(OURS + '.')
                        ? Optional.of(OURS)
                        : host.exporter(name);
        if (exporter.isPresent()) {
            throw new Refused(
                    "it exports the package "
                            + name
                            + ", which belongs to "
                            + exporter.get()
                            + ": import it, or keep it private");
        }
    }

    /** Reads it all: of what is read as a file, the library compares no checksum. */
    private void entry(JarFile jar, JarEntry entry) throws IOException, Refused {
        CRC32 checksum = new CRC32();
        try (DataInputStream in =
                new DataInputStream(new CheckedInputStream(jar.getInputStream(entry), checksum))) {
            if (isLoaded(entry.getName()) && in.readInt() == CLASS_FILE) {
                in.readUnsignedShort();
                javaVersion(in.readUnsignedShort() - BEFORE_FIRST_JAVA, entry);
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException(entry.getName() + " is damaged");
        }
    }

    /** Those below META-INF are for other versions of Java. */
    private static boolean isLoaded(String entry) {
        return entry.endsWith(".class")
                && !entry.startsWith("META-INF/")
                && !entry.endsWith("module-info.class");
    }

    private void javaVersion(int wanted, JarEntry entry) throws Refused {
        if (wanted > java) {
            throw new Refused(
                    String.format(
                            "its class %s needs Java %d, and the host runs on Java %d: run the host"
                                    + " on the newer Java, or compile the plugin with --release %d",
                            entry.getName(), wanted, java, java));
        }
    }
}
