/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may not be a plugin is named with its reason, and everything else goes on. */
class BadPluginsTest extends PluginHostTest {
    private final Map<String, String[]> reasons = new LinkedHashMap<>();

    private void bad(String file, PluginJar jar, String... reason) throws Exception {
        bad(file, jar.bytes(), reason);
    }

    private void bad(String file, byte[] bytes, String... reason) throws Exception {
        jar(file, bytes);
        reasons.put(file, reason);
    }

    private static PluginJar plain(String name) {
        return PluginJar.named("example." + name);
    }

    private void many() throws Exception {
        byte[] whole = scribe("never").bytes();
        bad("garbage.jar", "no jar".getBytes(StandardCharsets.UTF_8), "no whole jar");
        bad(
                "truncated.jar",
                Arrays.copyOf(whole, whole.length - 30),
                "no whole jar",
                "copy it anew");
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 0x55;
        bad("damaged.jar", flipped, "no whole jar");
        bad("library.jar", plain("x").header("Bundle-SymbolicName", ""), "no bundle");
        bad(
                "needy.jar",
                plain("needy").header("Import-Package", "org.example.missing"),
                "imports the package org.example.missing",
                "no bundle exports");
        bad(
                "newer-api.jar",
                plain("newerapi")
                        .header("Import-Package", "dev.nacre.api.notify;version=\"[7.1,8)\""),
                "imports the package dev.nacre.api.notify in version [7.1.0,8.0.0)",
                "the host has 1.");
        bad(
                "newer-class.jar",
                plain("newerclass").doing("").forJava(99),
                "example/Plugin.class needs Java 99");
        bad(
                "newer-java.jar",
                plain("newerjava")
                        .header(
                                "Require-Capability",
                                "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""),
                "needs another Java",
                "version=99");
        bad(
                "shadow.jar",
                plain("shadow").header("Export-Package", "a;b;x=\"y,z;w\",dev.nacre.api.notify"),
                "exports the package dev.nacre.api.notify");
        bad(
                "shadow-library.jar",
                plain("shadowlibrary").header("Export-Package", "com.google.gson;version=2.99"),
                "exports the package com.google.gson",
                "belongs to com.google.gson");
        bad(
                "engine.jar",
                plain("x").header("Bundle-SymbolicName", "dev.nacre.engine;singleton:=true"),
                "symbolic name dev.nacre.engine of a bundle of the host");
        bad(
                "fragment.jar",
                plain("fragment").header("Fragment-Host", "dev.nacre.engine"),
                "fragment",
                "dev.nacre.engine");
        bad(
                "headless.jar",
                plain("headless").header("Bundle-Activator", "example.Missing"),
                "failed when it was started",
                "example.Missing");
        bad(
                "throws.jar",
                plain("throws").doing("throw new IllegalStateException(\"on purpose\");"),
                "failed when it was started",
                "on purpose");
        Files.createSymbolicLink(plugins.resolve("link.jar"), jar("scribe.jar.other", whole));
        reasons.put("link.jar", new String[] {"is a symbolic link"});
        Files.createDirectory(plugins.resolve("folder.jar"));
        reasons.put("folder.jar", new String[] {"is no file"});
    }

    private void each_is_named() throws Exception {
        for (Map.Entry<String, String[]> reason : reasons.entrySet()) {
            awaitFinding("plugin " + reason.getKey(), reason.getValue());
            awaitState(reason.getKey(), "refused");
            logNames("Plugin " + reason.getKey() + " is refused: ");
        }
    }

    @Test
    void a_crowd_of_bad_ones_at_the_start() throws Exception {
        many();
        jar("scribe.jar", scribe("good"));
        host.start();
        each_is_named();
        awaitTold("good");
    }

    @Test
    void a_crowd_of_bad_ones_while_it_guards() throws Exception {
        host.start();
        many();
        each_is_named();
        jar("scribe.jar", scribe("good"));
        awaitTold("good");
        for (String file : reasons.keySet()) {
            Files.delete(plugins.resolve(file));
        }
        for (String file : reasons.keySet()) {
            awaitGone(file);
            awaitNoFinding("plugin " + file);
        }
    }
}
