/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Who may log in: the user {@code admin}, with a password that is made at the first start. There is
 * no default one. To get a new one, delete {@code var/console/users} and restart.
 */
@Component(service = Users.class)
public final class Users {
    public static final String ADMIN = "admin";

    private final PasswordHash hash;
    private final AtomicReference<String> made = new AtomicReference<>();

    /** Needs the framework property {@code nacre.var}: the folder for what Nacre keeps. */
    @Activate
    public Users(BundleContext context) {
        this(Path.of(folder(context)).resolve("console"), new SecureRandom());
    }

    Users(Path folder, SecureRandom random) {
        UserFile file = new UserFile(folder);
        if (file.exists()) {
            hash = file.read(ADMIN);
        } else {
            String password = PasswordGenerator.generate(random);
            hash = PasswordHash.of(password, random);
            file.write(ADMIN, hash);
            made.set(password);
        }
    }

    private static String folder(BundleContext context) {
        String folder = context.getProperty("nacre.var");
        if (folder == null) {
            throw new IllegalStateException(
                    "The framework property nacre.var is not set, so there is no folder to keep"
                            + " the console's password in. Set it to the path of var/.");
        }
        return folder;
    }

    /** The password, where this start made it; the first caller gets it, the others nothing. */
    public Optional<String> takeMadePassword() {
        return Optional.ofNullable(made.getAndSet(null));
    }

    /** Whether this user has this password. Takes as long for users that do not exist. */
    boolean matches(String user, String password) {
        boolean rightPassword = hash.matches(password);
        return rightPassword && user.equals(ADMIN);
    }
}
