/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.bundle;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Says in words what a bundle lacks that the framework cannot resolve. */
final class Unresolved {
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private final BundleContext context;

    Unresolved(BundleContext context) {
        this.context = context;
    }

    /**
     * What is lacking, and what to do.
     *
     * @param otherwise where nothing can be named, as where a bundle that it needs is itself
     *     unresolved
     */
    String explain(Bundle bundle, String otherwise) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        String lacks =
                bundle.adapt(BundleRevision.class).getRequirements(null).stream()
                        .filter(requirement -> isMandatory(requirement.getDirectives()))
                        .filter(requirement -> wiring.findProviders(requirement).isEmpty())
                        .map(this::words)
                        .collect(Collectors.joining("; "));
        return lacks.isEmpty() ? "it does not resolve: " + otherwise : lacks;
    }

    /** Neither optional nor dynamic, and for the resolver. */
    private static boolean isMandatory(Map<String, String> directives) {
        return Namespace.RESOLUTION_MANDATORY.equals(
                        directives.getOrDefault(
                                Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE,
                                Namespace.RESOLUTION_MANDATORY))
                && Namespace.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(
                                Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE,
                                Namespace.EFFECTIVE_RESOLVE));
    }

    private String words(Requirement requirement) {
        String filter =
                requirement
                        .getDirectives()
                        .getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String namespace = requirement.getNamespace();
        Matcher imported = PACKAGE.matcher(filter);
        if (namespace.equals(PackageNamespace.PACKAGE_NAMESPACE) && imported.find()) {
            return importWords(imported.group(1), filter);
        }
        if (namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return "it needs another Java, "
                    + filter
                    + ", and the host runs on Java "
                    + Runtime.version().feature()
                    + ": run the host on that one, or build the plugin for this one";
        }
        return "it requires " + namespace + " " + filter + ", which no bundle provides";
    }

    private String importWords(String name, String filter) {
        String present =
                Stream.of(context.getBundles())
                        .map(bundle -> bundle.adapt(BundleRevision.class))
                        .filter(revision -> revision != null)
                        .flatMap(
                                r ->
                                        r
                                                .getDeclaredCapabilities(
                                                        PackageNamespace.PACKAGE_NAMESPACE)
                                                .stream())
                        .map(capability -> capability.getAttributes())
                        .filter(a -> name.equals(a.get(PackageNamespace.PACKAGE_NAMESPACE)))
                        .map(
                                a ->
                                        String.valueOf(
                                                a.get(
                                                        PackageNamespace
                                                                .CAPABILITY_VERSION_ATTRIBUTE)))
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (present.isEmpty()) {
            return "it imports the package "
                    + name
                    + ", which no bundle exports: put the bundle that does into plugins/, too";
        }
        return "it imports the package "
                + name
                + " in version "
                + range(filter)
                + ", and the host has "
                + present
                + ": take a version of the plugin that was built for this host";
    }

    private static String range(String filter) {
        Matcher below = BELOW.matcher(filter);
        String end = below.find() ? below.group(1) : "";
        Matcher from = FROM.matcher(BELOW.matcher(filter).replaceAll(""));
        String begin = from.find() ? from.group(1) : "";
        return end.isEmpty() ? begin + " or later" : "[" + begin + "," + end + ")";
    }
}
