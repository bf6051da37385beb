/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mounts of this process's mount namespace at one moment. Immutable. */
public final class MountTable {
    /**
     * File systems that hold no files of users: nothing on them can be infected, some cannot be
     * marked.
     */
    private static final Set<String> PSEUDO =
            Set.of(
                    "autofs",
                    "binfmt_misc",
                    "bpf",
                    "cgroup",
                    "cgroup2",
                    "configfs",
                    "debugfs",
                    "devpts",
                    "devtmpfs",
                    "efivarfs",
                    "fusectl",
                    "hugetlbfs",
                    "mqueue",
                    "nsfs",
                    "proc",
                    "pstore",
                    "rpc_pipefs",
                    "securityfs",
                    "selinuxfs",
                    "sysfs",
                    "tracefs");

    /**
     * Their files may have other devices than the mount: btrfs(5), overlayfs in the kernel's docs.
     */
    private static final Set<String> OWN_DEVICES = Set.of("btrfs", "overlay");

    private final List<Mount> mounts;
    private final Map<Long, Mount> byId = new HashMap<>();
    private final Set<BytePath> points = new HashSet<>();

    MountTable(List<Mount> mounts) {
        this.mounts = List.copyOf(mounts);
        mounts.forEach(mount -> byId.put(mount.id(), mount));
        mounts.forEach(mount -> points.add(mount.point()));
    }

    /** The mounts as they are now. Opens a file of procfs. */
    public static MountTable read() throws IOException {
        byte[] text = Files.readAllBytes(Path.of("/proc/self/mountinfo"));
        return parse(new String(text, StandardCharsets.ISO_8859_1));
    }

    static MountTable parse(String mountinfo) {
        return new MountTable(mountinfo.lines().map(MountTable::mount).toList());
    }

    private static Mount mount(String line) {
        String[] fields = line.split(" ");
        String[] device = fields[2].split(":");
        int separator = 6;
        while (!fields[separator].equals("-")) {
            separator++;
        }
        return new Mount(
                Long.parseLong(fields[0]),
                FileStatus.makedev(Integer.parseInt(device[0]), Integer.parseInt(device[1])),
                unescape(fields[3]),
                unescape(fields[4]),
                fields[separator + 1],
                unescape(fields[separator + 2]));
    }

    /** Space, tab, newline and backslash stand as three octal digits. */
    private static BytePath unescape(String field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 3 < field.length()) {
                out.write(Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                out.write(field.charAt(i));
            }
        }
        return BytePath.of(out.toByteArray());
    }

    /** Whether files of users may lie on it. */
    public static boolean holdsFiles(Mount mount) {
        return !PSEUDO.contains(mount.type());
    }

    /** The mount of this id; {@code null} where it is not in this table. */
    public Mount find(long id) {
        return byId.get(id);
    }

    /** Whether the file system on this device is mounted. */
    public boolean shows(long device) {
        return mounts.stream().anyMatch(mount -> mount.device() == device);
    }

    /**
     * The mount of this id, else one that shows the file system on this device; {@code null} where
     * there is neither.
     */
    public Mount find(long id, long device) {
        Mount mount = byId.get(id);
        return mount != null
                ? mount
                : mounts.stream().filter(m -> m.device() == device).findFirst().orElse(null);
    }

    /**
     * The type of the file system that holds a file; empty where no mount of this table shows it.
     *
     * <p>Neither statfs(2) nor the mount's number alone would do: the one may ask a server or a
     * process and wait for it, the other is given anew, perhaps in another mount namespace, as soon
     * as a mount is gone. So the file's device must be that of the mount.
     *
     * @param id of the mount that the file was reached by
     * @param device of the file, packed as makedev(3) does
     */
    public Optional<String> typeOf(long id, long device) {
        Mount mount = find(id, device);
        return mount == null || mount.device() != device && !OWN_DEVICES.contains(mount.type())
                ? Optional.empty()
                : Optional.of(mount.type());
    }

    /** Whether a mount comes and goes by itself (autofs(5)). */
    public boolean automounted(Mount mount) {
        return mounts.stream()
                .anyMatch(m -> m.type().equals("autofs") && mount.point().isWithin(m.point()));
    }

    /** Whether something is mounted just there. */
    public boolean isMountPoint(BytePath path) {
        return points.contains(path);
    }

    /** The mounts whose mount points lie strictly below a folder and hold files of users. */
    public List<Mount> below(BytePath folder) {
        return mounts.stream()
                .filter(mount -> mount.point().isWithin(folder) && !mount.point().equals(folder))
                .filter(MountTable::holdsFiles)
                .toList();
    }

    /**
     * Where a file lies that was reached by {@code path} through the mount {@code id}. Its
     * canonical path is the one through the first mount of the same file system that shows it.
     */
    public Location locate(long id, BytePath path) {
        Mount mount = byId.get(id);
        if (mount == null || !path.isWithin(mount.point())) {
            return new Location(path, path, false);
        }
        BytePath inside = replace(path, mount.point(), mount.root());
        for (Mount other : mounts) {
            if (other.device() == mount.device() && inside.isWithin(other.root())) {
                return other.equals(mount)
                        ? new Location(path, path, true)
                        : new Location(path, replace(inside, other.root(), other.point()), true);
            }
        }
        return new Location(path, path, true);
    }

    /**
     * Where a file lies that is known to be found by {@code path} in this table's own namespace.
     */
    public Location locate(BytePath path) {
        Mount covering = null;
        for (Mount mount : mounts) {
            // Of several on one point the later one hides the earlier.
            if (path.isWithin(mount.point())
                    && (covering == null || mount.point().length() >= covering.point().length())) {
                covering = mount;
            }
        }
        return covering == null ? Location.UNKNOWN : locate(covering.id(), path);
    }

    /** {@code path}, which lies within {@code from}, moved to {@code to}. */
    private static BytePath replace(BytePath path, BytePath from, BytePath to) {
        int start = from.length() == 1 ? 1 : Math.min(from.length() + 1, path.length());
        byte[] bytes = path.bytes();
        if (start >= bytes.length) {
            return to;
        }
        byte[] rest = Arrays.copyOfRange(bytes, start, bytes.length);
        return to.resolve(BytePath.of(rest));
    }
}
