/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outside;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** By Config Admin's API, which {@link ConfigAdminAgent} calls as a plugin of the host. */
final class ByConfigAdmin implements Means {
    private static final String BUNDLE = "dev.nacre.itests.agent";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Override
    public Path prepare(Path folder) throws IOException, InterruptedException {
        // Plugins lie in the distribution, and whoever builds it need not be who runs the tests.
        Path home = folder.resolve("nacre");
        Outside.must("cp", "-a", Host.HOME.toString(), home.toString());
        Path jar = home.resolve("plugins/agent.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            write(out);
        }
        Outside.must("chown", "-R", "0:0", home.toString());
        Outside.must("chmod", "-R", "go-w", home.toString());
        return home;
    }

    private static void write(OutputStream out) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", BUNDLE);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Activator", ConfigAdminAgent.class.getName());
        main.putValue("Import-Package", "org.osgi.framework,org.osgi.service.cm");
        String name = ConfigAdminAgent.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream type = ByConfigAdmin.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            type.transferTo(jar);
        }
    }

    @Override
    public List<String> options() {
        return List.of("--without", "console");
    }

    @Override
    public Origin origin() {
        return new Origin("bundle", BUNDLE, "Config Admin");
    }

    @Override
    public void change(Host host, String pid, Map<String, Object> values) throws Exception {
        Path socket = host.var().resolve(ConfigAdminAgent.SOCKET);
        Await.until("the plugin listens", SOON, () -> Files.exists(socket));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ObjectOutputStream out = new ObjectOutputStream(Channels.newOutputStream(channel));
            out.writeUTF(pid);
            out.writeObject(new HashMap<>(values));
            out.flush();
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            assertThat(in.readUTF()).isEqualTo(ConfigAdminAgent.DONE);
        }
    }
}
