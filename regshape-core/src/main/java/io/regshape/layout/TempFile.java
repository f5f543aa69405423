// SPDX-License-Identifier: Apache-2.0
package io.regshape.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that becomes another file in one step, or vanishes.
 *
 * <p>That of a layout lies in the root, not among the blobs, so that whoever lists blobs never meets it. It is opened as
 * any new file, so that the umask decides who may read it. While it is open its writer holds a lock on it: a file
 * without a lock was left by a process that was killed, and the next writer in the same folder removes it.
 */
public final class TempFile extends OutputStream {
    static final String PREFIX = ".regshape.tmp-";

    /** The start time beside the number: in containers every process may have the same small number. */
    private static final String OWN_PREFIX = PREFIX + ProcessHandle.current().pid() + "-"
            + Long.toHexString(ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L))
            + "-";

    private final Path path;
    private final FileChannel channel;
    /** Removes the file where the JVM is told to end by a signal, which runs no other code of ours. */
    private final Thread atExit;

    private boolean moved;

    private TempFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
        this.atExit = new Thread(() -> path.toFile().delete(), "regshape-temp-file");
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the next writer removes the file.
        }
    }

    /**
     * Creates an empty file, and removes those that killed processes left beside it.
     *
     * @param folder where the other file will be: the root of a layout, or the folder of an archive
     * @return the file; the caller closes it
     * @throws IOException if it cannot be created
     */
    public static TempFile create(Path folder) throws IOException {
        removeStale(folder);
        while (true) {
            String name =
                    OWN_PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong());
            Path path = folder.resolve(name);
            FileChannel channel;
            try {
                channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            lock(channel);
            if (Files.exists(path)) {
                return new TempFile(path, channel);
            }
            // Another writer took it for stale in the moment before it was locked.
            channel.close();
        }
    }

    /** Waits for a writer that takes the file for stale just now; such a one deletes it before it lets go. */
    private static void lock(FileChannel channel) {
        try {
            channel.lock();
        } catch (IOException e) {
            // A file system without locks: there nobody removes what is not locked, see tryLock.
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Puts the file in the place of another, atomically.
     *
     * @param target a path on the same disk
     * @throws IOException if that is not possible; then the other is as it was
     */
    public void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
    }

    /** Removes the file unless it was moved. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!moved) {
                Files.deleteIfExists(path);
            }
            forget(atExit);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs: the file is gone, under that name.
        }
    }

    /**
     * Files of this process are left alone: its threads clean up themselves, and closing a second descriptor would drop
     * their lock (POSIX).
     */
    private static void removeStale(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(OWN_PREFIX)) {
                    removeIfStale(file);
                }
            }
        }
    }

    private static void removeIfStale(Path file) {
        // Opening a pipe would wait for a reader.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // Another writer was faster, or it is another user's: cleaning is no reason to fail.
        }
    }

    /** Returns null where it is locked already, or where the file system has no locks. */
    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException | IOException e) {
            return null;
        }
    }
}
