/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Runs in the host and changes configurations there as any bundle may. Whoever connects sends a PID
 * and new values, and is told when Config Admin has taken them.
 */
public final class ConfigAdminAgent implements BundleActivator {
    /** Below the host's var. */
    static final String SOCKET = "agent.sock";

    static final String DONE = "done";

    private ServerSocketChannel server;

    @Override
    public void start(BundleContext context) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Path socket = Path.of(context.getProperty("nacre.var")).resolve(SOCKET);
        server.bind(UnixDomainSocketAddress.of(socket));
        ConfigurationAdmin admin =
                context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Thread thread = new Thread(() -> serve(admin), "agent");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(ConfigurationAdmin admin) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
                out.writeUTF(answer(admin, channel));
            } catch (IOException e) {
                // Closed, or by whoever had asked: he sees that there is no answer.
                continue;
            }
        }
    }

    private static String answer(ConfigurationAdmin admin, SocketChannel channel)
            throws IOException {
        try {
            ObjectInputStream in = new ObjectInputStream(Channels.newInputStream(channel));
            String pid = in.readUTF();
            change(admin, pid, (Map<?, ?>) in.readObject());
            return DONE;
        } catch (ClassNotFoundException | RuntimeException e) {
            return e.toString();
        }
    }

    private static void change(ConfigurationAdmin admin, String pid, Map<?, ?> values)
            throws IOException {
        int tilde = pid.indexOf('~');
        Configuration configuration =
                admin.getFactoryConfiguration(
                        pid.substring(0, tilde), pid.substring(tilde + 1), "?");
        Dictionary<String, Object> properties = configuration.getProperties();
        values.forEach((key, value) -> properties.put((String) key, value));
        configuration.update(properties);
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        server.close();
    }
}
