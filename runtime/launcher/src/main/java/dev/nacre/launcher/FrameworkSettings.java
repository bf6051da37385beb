/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;

/** What the framework is started with. */
final class FrameworkSettings {
    /** The level at which all bundles are started; the features use levels up to it. */
    static final int HIGHEST_LEVEL = 40;

    private static final List<String> LOGGING_PACKAGES =
            List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");

    /** Old bundles import the first; SLF4J 2 is compatible with it. */
    private static final List<String> LOGGING_VERSIONS = List.of("1.7.36", "2.0.20");

    private FrameworkSettings() {}

    /**
     * @param idle names of the optional features that are not started
     */
    static Map<String, String> of(Layout layout, List<FeatureContent> features, Set<String> idle) {
        Map<String, String> settings = new TreeMap<>();
        features.forEach(feature -> settings.putAll(feature.frameworkProperties()));
        settings.put("nacre.home", layout.home().toString());
        settings.put("nacre.etc", layout.etc().toString());
        settings.put("nacre.var", layout.var().toString());
        settings.put("nacre.plugins", layout.plugins().toString());
        settings.put("nacre.features.idle", String.join(",", idle));

        settings.put(Constants.FRAMEWORK_STORAGE, layout.var().resolve("cache/bundles").toString());
        // The features are the truth, not what an earlier run has installed.
        settings.put(
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(HIGHEST_LEVEL));
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, loggingPackages());
        // Which of it is written is said in etc/logback.xml.
        settings.put("org.osgi.service.log.admin.loglevel", "INFO");
        settings.put("felix.cm.dir", layout.var().resolve("cm").toString());
        settings.putAll(fileInstall(layout));
        // Without it the shell takes the end of its input as the wish to stop the framework.
        settings.put("gosh.args", "--noshutdown --nointeractive");
        return settings;
    }

    private static Map<String, String> fileInstall(Layout layout) {
        return Map.of(
                "felix.fileinstall.dir", layout.etc().toString(),
                "felix.fileinstall.tmpdir", layout.var().resolve("cache/fileinstall").toString(),
                "felix.fileinstall.filter", ".*\\.(cfg|config)",
                "felix.fileinstall.subdir.mode", "skip",
                "felix.fileinstall.poll", "500",
                "felix.fileinstall.noInitialDelay", "true",
                "felix.fileinstall.configEncoding", "UTF-8",
                // It would lose each backslash it writes; the console writes files itself.
                "felix.fileinstall.enableConfigSave", "false",
                "felix.fileinstall.log.level", "3");
    }

    private static String loggingPackages() {
        return LOGGING_PACKAGES.stream()
                .flatMap(
                        name ->
                                LOGGING_VERSIONS.stream()
                                        .map(version -> name + ";version=" + version))
                .collect(Collectors.joining(","));
    }
}
