/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.itests.support.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The worlds that tests share, one a {@link Guard}. They begin when asked for, and end at last. */
final class Worlds implements AutoCloseable {
    /** So long that none is ever reached. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path program = Path.of("target/actor").toAbsolutePath();
    private final Map<Guard, World> worlds = new EnumMap<>(Guard.class);

    private Worlds() throws IOException, InterruptedException {
        Actor.compile(program);
    }

    /** A test that hung has ended the host: the next one gets another. */
    World of(Guard guard) throws Exception {
        World world = worlds.get(guard);
        if (world != null && !world.host().isAlive()) {
            worlds.remove(guard).close();
            world = null;
        }
        if (world == null) {
            world = apart(guard, DEADLINE);
            worlds.put(guard, world);
        }
        return world;
    }

    /** One that is not shared; the caller ends it. */
    World apart(Guard guard, Duration deadline) throws Exception {
        return apart(guard, deadline, Means.NONE);
    }

    /** Likewise, with a means to change configurations. */
    World apart(Guard guard, Duration deadline, Means means) throws Exception {
        return new World(guard, program, deadline, means);
    }

    @Override
    public void close() {
        worlds.values().forEach(World::close);
    }

    /** Gives tests the one object. */
    static final class Extension implements BeforeAllCallback, ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE =
                ExtensionContext.Namespace.create(Worlds.class);

        @Override
        public void beforeAll(ExtensionContext context) throws IOException {
            Optional<String> lacks = Machine.lacksGuarding().or(Machine::lacksClamd);
            assumeTrue(lacks.isEmpty(), () -> lacks.orElse(""));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Worlds.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Worlds.class, key -> create(), Worlds.class);
        }

        private static Worlds create() {
            try {
                return new Worlds();
            } catch (IOException e) {
                throw new IllegalStateException("There is nothing to test with", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The compiler was interrupted", e);
            }
        }
    }
}
