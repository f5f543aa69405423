// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one writer at a time read, change and replace the index and the stage of a layout, in this process and among
 * all that share the file system.
 *
 * <p>The lock file is never read, replaced or deleted. POSIX drops a process's locks on a file as soon as that process
 * closes any descriptor of it, so opening, locking, the work, unlocking and closing all stand inside one monitor, which
 * every class loader of the process shares because it is an interned string.
 */
final class LayoutLock {
    static final String FILE = ".regshape.lock";

    private static final int RETRY_MILLIS = 20;

    private LayoutLock() {}

    /** Runs the work under the lock of a layout. Not to be nested. */
    static <T> T locked(Path root, ImageLayout.Work<T> work) throws IOException {
        Path real = root.toRealPath();
        requireRegular(real.resolve(FILE));
        synchronized (("io.regshape:" + real).intern()) {
            try (FileChannel channel =
                            FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = acquire(channel)) {
                return work.run();
            }
        }
    }

    /** A link would make a file elsewhere, and opening a pipe would wait for a reader. */
    private static void requireRegular(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT, file + " is no regular file, so the layout cannot be locked: delete it");
        }
    }

    private static FileLock acquire(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                // Held by this process through a class loader that does not share the monitor: busy, so wait.
                pause();
            }
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the lock of the layout");
        }
    }
}
