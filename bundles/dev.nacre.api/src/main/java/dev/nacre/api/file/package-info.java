/**
 * Files as the kernel knows them: by bytes, identity and descriptor, not by text.
 *
 * <p>Unless said otherwise, sizes and positions are bytes, times are nanoseconds since 1970, and
 * identities are device and inode numbers as stat(2) gives them. Paths on Linux are rows of bytes:
 * {@link dev.nacre.api.file.BytePath} keeps them, and its {@code toString} is for people.
 *
 * <p>Who is handed a {@link dev.nacre.api.file.FileContent} borrows it until the call returns. Who
 * is handed a {@link dev.nacre.api.file.FileOpener.OpenFile} owns it and closes it.
 */
@Export
@Version("1.1.0")
package dev.nacre.api.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
