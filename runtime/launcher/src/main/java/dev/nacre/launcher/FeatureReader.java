/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/**
 * Reads {@code features/NAME.json} (OSGi Compendium, chapter 159, Feature Service), and {@code
 * features/optional/NAME.json} of what is only started where somebody asks for it.
 */
final class FeatureReader {
    /** OSGi Compendium, chapter 160, Feature Launcher: the level a bundle starts at. */
    private static final String START_LEVEL = "bundleStartLevel";

    /** The same chapter: properties the framework is to be started with. */
    private static final String FRAMEWORK_PROPERTIES = "framework-launching-properties";

    private static final String OPTIONAL = "optional";

    private static final String SUFFIX = ".json";

    private final FeatureService service =
            ServiceLoader.load(FeatureService.class).findFirst().orElseThrow();
    private final Repository repository;

    FeatureReader(Repository repository) {
        this.repository = repository;
    }

    /**
     * All features of a folder, in the order of their names.
     *
     * @param with optional ones to read, too
     * @param without those to leave out
     */
    List<FeatureContent> readAll(Path directory, Set<String> with, Set<String> without)
            throws Refusal {
        Map<String, Path> files = list(directory);
        refuseUnknown(without, "feature", files.keySet());
        files.keySet().removeAll(without);
        Map<String, Path> optional = listOptional(directory);
        refuseUnknown(with, "optional feature", optional.keySet());
        optional.keySet().retainAll(with);
        files.putAll(optional);
        List<FeatureContent> features = new ArrayList<>();
        for (Path file : files.values()) {
            features.add(read(file));
        }
        return features;
    }

    /** Names of the features of a folder that are only started where somebody asks for them. */
    static Set<String> optional(Path directory) throws Refusal {
        return listOptional(directory).keySet();
    }

    private static Map<String, Path> listOptional(Path directory) throws Refusal {
        Path optional = directory.resolve(OPTIONAL);
        return Files.isDirectory(optional) ? list(optional) : new TreeMap<>();
    }

    private static void refuseUnknown(Set<String> names, String what, Set<String> known)
            throws Refusal {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new Refusal("there is no " + what + " " + unknown + "; there are " + known);
        }
    }

    private static Map<String, Path> list(Path directory) throws Refusal {
        try (Stream<Path> files = Files.list(directory)) {
            return new TreeMap<>(
                    files.filter(file -> nameOf(file).endsWith(SUFFIX))
                            .collect(Collectors.toMap(FeatureReader::featureOf, file -> file)));
        } catch (IOException e) {
            throw new Refusal("cannot list the features in " + directory + ": " + e, e);
        }
    }

    private static String featureOf(Path file) {
        String name = nameOf(file);
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private FeatureContent read(Path file) throws Refusal {
        Feature feature;
        try (Reader reader = Files.newBufferedReader(file)) {
            feature = service.readFeature(reader);
        } catch (IOException | RuntimeException e) {
            throw new Refusal("the feature file " + file + " cannot be read: " + e.getMessage(), e);
        }
        List<BundleFile> bundles = new ArrayList<>();
        for (FeatureBundle bundle : feature.getBundles()) {
            ID id = bundle.getID();
            Path jar = repository.fileOf(id);
            if (!Files.isRegularFile(jar)) {
                throw new Refusal("the bundle " + id + " of " + file + " is missing: no " + jar);
            }
            bundles.add(new BundleFile(jar, startLevelOf(bundle, file)));
        }
        return new FeatureContent(featureOf(file), bundles, frameworkPropertiesOf(feature));
    }

    private static int startLevelOf(FeatureBundle bundle, Path file) throws Refusal {
        Object level = bundle.getMetadata().get(START_LEVEL);
        if (level instanceof Number number && number.intValue() > 0) {
            return number.intValue();
        }
        throw new Refusal(
                "the bundle "
                        + bundle.getID()
                        + " of "
                        + file
                        + " has the "
                        + START_LEVEL
                        + " "
                        + level
                        + "; it must be a number from 1 on");
    }

    private static Map<String, String> frameworkPropertiesOf(Feature feature) {
        FeatureExtension extension = feature.getExtensions().get(FRAMEWORK_PROPERTIES);
        Map<String, String> properties = new TreeMap<>();
        if (extension != null) {
            try (JsonReader reader = Json.createReader(new StringReader(extension.getJSON()))) {
                JsonObject object = reader.readObject();
                object.keySet().forEach(key -> properties.put(key, object.getString(key)));
            }
        }
        return properties;
    }
}
