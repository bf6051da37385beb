/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import dev.nacre.api.file.BytePath;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the properties of one configuration as a whole. Keys and defaults are those of the
 * annotation type that defines the configuration for Metatype, so that they stand in one place. A
 * wrong value gives its default and is remembered; {@link #check} then refuses the whole. For one
 * thread.
 *
 * <p>Any value may hold {@code $[secret:NAME]}, which stands for what the file {@code NAME} in the
 * folder of secrets holds, and {@code $[env:NAME]}, for a variable of the environment. They are
 * read here, by the component whose configuration it is, and nowhere before: Config Admin, service
 * properties, console, messages and files hold no more than the name.
 */
public final class Settings {
    private static final Pattern SERVICE_KEY =
            Pattern.compile("(service|component|felix|osgi|nacre|webconsole)\\..*|\\..*");

    private final Map<String, Object> defaults = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final String where;
    private final Secrets secrets;

    /**
     * @param definition an annotation type; {@code a_b} in a method's name stands for {@code a.b}
     * @param properties what Config Admin delivered
     */
    public Settings(Class<?> definition, Map<String, ?> properties) {
        this(definition, properties, Secrets.ofHost());
    }

    Settings(Class<?> definition, Map<String, ?> properties, Secrets secrets) {
        this.secrets = secrets;
        for (Method method : definition.getDeclaredMethods()) {
            if (!method.isSynthetic() && method.getParameterCount() == 0) {
                defaults.put(method.getName().replace('_', '.'), method.getDefaultValue());
            }
        }
        this.where = whereOf(properties);
        properties.forEach(this::put);
    }

    /**
     * Reads a configuration.
     *
     * @param <T> what is made of it
     * @param definition the annotation type that holds keys and defaults
     * @param properties as Config Admin has them
     * @param reader makes the value; it need not call {@link #check}
     * @return what the reader made
     * @throws InvalidConfiguration where anything in it is wrong
     */
    public static <T> T read(
            Class<?> definition, Map<String, ?> properties, Function<Settings, T> reader) {
        Settings settings = new Settings(definition, properties);
        T value = reader.apply(settings);
        settings.check();
        return value;
    }

    private void put(String key, Object value) {
        if (defaults.containsKey(key)) {
            values.put(key, value);
        } else if (!SERVICE_KEY.matcher(key).matches()) {
            problem(
                    key,
                    value,
                    "there is no such key; the keys are "
                            + defaults.keySet().stream()
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static String whereOf(Map<String, ?> properties) {
        Object file = properties.get("felix.fileinstall.filename");
        Object pid = properties.get("service.pid");
        if (file != null) {
            return file.toString().replaceFirst("^file:", "");
        }
        return "configuration " + (pid instanceof Collection<?> c ? c.iterator().next() : pid);
    }

    /**
     * {@return the part of the PID behind {@code ~}, what the administrator calls this one of
     * several; where there is none, the part behind the last dot}
     *
     * @param properties what Config Admin delivered
     */
    public static String instanceName(Map<String, ?> properties) {
        return instanceName(String.valueOf(properties.get("service.pid")));
    }

    private static String instanceName(String pid) {
        int tilde = pid.indexOf('~');
        return pid.substring((tilde >= 0 ? tilde : pid.lastIndexOf('.')) + 1);
    }

    /**
     * {@return the name people know a service by: its own property; else {@link #instanceName}, for
     * a service without a configuration of its component's name}
     *
     * @param properties of the service, as registered
     * @param nameProperty such as {@code nacre.notifier.name}
     */
    public static String serviceName(Map<String, ?> properties, String nameProperty) {
        Object name = properties.get(nameProperty);
        if (name != null) {
            return name.toString();
        }
        Object pid = properties.get("service.pid");
        return instanceName(String.valueOf(pid == null ? properties.get("component.name") : pid));
    }

    /**
     * {@return a text, without space at either end}
     *
     * @param key one of the definition's
     */
    public String text(String key) {
        return parse(key, "a text", Function.identity());
    }

    /**
     * {@return true or false}
     *
     * @param key one of the definition's
     */
    public boolean flag(String key) {
        return parse(
                key,
                "true or false",
                text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException();
                    }
                    return text.equals("true");
                });
    }

    /**
     * {@return a whole number}
     *
     * @param key one of the definition's
     * @param min the least that is allowed
     * @param max the most
     */
    public int number(String key, int min, int max) {
        return parse(
                key,
                "a whole number from " + min + " to " + max,
                text -> (int) within(Long.parseLong(text), min, max));
    }

    /**
     * {@return a duration such as {@code 10s}, {@code 500ms}, {@code 2m}, {@code 36h}, {@code 30d}}
     *
     * @param key one of the definition's
     * @param min the least that is allowed
     * @param max the most
     */
    public Duration duration(String key, Duration min, Duration max) {
        return parse(
                key,
                "a duration such as 500ms, 10s, 2m, 36h or 30d, from "
                        + Quantities.text(min)
                        + " to "
                        + Quantities.text(max),
                text -> {
                    Duration duration = Quantities.duration(text);
                    within(duration.toMillis(), min.toMillis(), max.toMillis());
                    return duration;
                });
    }

    /**
     * {@return a number of bytes such as {@code 4096}, {@code 100M}, {@code 2G}, in powers of 1024}
     *
     * @param key one of the definition's
     * @param min the least that is allowed, in bytes
     * @param max the most
     */
    public long bytes(String key, long min, long max) {
        return parse(
                key,
                "a size such as 4096, 100M or 2G, from " + min + " to " + max + " bytes",
                text -> within(Quantities.bytes(text), min, max));
    }

    /**
     * {@return one of the constants of an enumeration, by their {@link Named#text}}
     *
     * @param <E> the enumeration
     * @param key one of the definition's
     * @param type the enumeration
     */
    public <E extends Enum<E> & Named> E choice(String key, Class<E> type) {
        String allowed =
                Arrays.stream(type.getEnumConstants())
                        .map(Named::text)
                        .collect(Collectors.joining(", "));
        return parse(
                key,
                "one of " + allowed,
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(constant -> constant.text().equals(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new));
    }

    /**
     * {@return an absolute path, in the form of {@link BytePath#parse}}
     *
     * @param key one of the definition's
     */
    public BytePath path(String key) {
        return parse(key, "an absolute path", Settings::absolute);
    }

    /**
     * {@return absolute paths, in the form of {@link BytePath#parse}; may be empty}
     *
     * @param key one of the definition's
     */
    public List<BytePath> paths(String key) {
        return list(key, "absolute paths", Settings::absolute);
    }

    /**
     * {@return a list of texts; may be empty}
     *
     * @param key one of the definition's
     */
    public List<String> texts(String key) {
        return list(key, "a list of texts", Function.identity());
    }

    /**
     * {@return a value of any form}
     *
     * @param <T> the form
     * @param key one of the definition's
     * @param allowed what is allowed, for the message
     * @param parser throws any {@code RuntimeException} at what is not allowed
     */
    public <T> T parse(String key, String allowed, Function<String, T> parser) {
        Object value = value(key);
        try {
            return parser.apply(value == null ? "" : secrets.fill(value.toString().strip()));
        } catch (Secrets.Unknown e) {
            problem(key, value, e.getMessage());
        } catch (RuntimeException e) {
            problem(key, value, "allowed is " + allowed);
        }
        return parser.apply(String.valueOf(defaults.get(key)));
    }

    /**
     * {@return a list of values of any form; wrong ones are left out, and remembered}
     *
     * @param <T> the form
     * @param key one of the definition's
     * @param allowed what is allowed, for the message
     * @param parser throws any {@code RuntimeException} at what is not allowed
     */
    public <T> List<T> list(String key, String allowed, Function<String, T> parser) {
        List<T> list = new ArrayList<>();
        for (String item : items(value(key))) {
            try {
                list.add(parser.apply(secrets.fill(item)));
            } catch (Secrets.Unknown e) {
                problem(key, item, e.getMessage());
            } catch (RuntimeException e) {
                problem(key, item, "allowed are " + allowed);
            }
        }
        return list;
    }

    /**
     * Remembers a problem that only the component can see.
     *
     * @param key one of the definition's
     * @param value what is wrong
     * @param allowed what is allowed, for the message
     */
    public void problem(String key, Object value, String allowed) {
        String shown =
                value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
        problems.add(key + " = \"" + shown + "\" is refused: " + allowed);
    }

    /**
     * Refuses the whole where anything in it is wrong.
     *
     * @throws InvalidConfiguration with all that is wrong
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(where, problems);
        }
    }

    private Object value(String key) {
        if (!defaults.containsKey(key)) {
            throw new IllegalStateException("No such key is defined: " + key);
        }
        return values.getOrDefault(key, defaults.get(key));
    }

    private static List<String> items(Object value) {
        List<String> items = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            collection.forEach(item -> items.add(String.valueOf(item).strip()));
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(String.valueOf(Array.get(value, i)).strip());
            }
        } else if (value != null) {
            items.add(value.toString().strip());
        }
        items.removeIf(String::isEmpty);
        return items;
    }

    private static BytePath absolute(String text) {
        BytePath path = BytePath.parse(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException();
        }
        return path;
    }

    private static long within(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
