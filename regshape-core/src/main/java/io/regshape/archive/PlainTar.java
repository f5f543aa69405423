// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.Compression;
import io.regshape.layer.LayerReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The uncompressed tar of an archive: the file itself, or a temporary file, gone when it is closed. */
final class PlainTar {
    private static final int HEAD = 512;

    private PlainTar() {}

    static FileChannel open(Path file, long maxUnpacked) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw unreadable(
                    file,
                    Files.isDirectory(file)
                            ? "it is a directory"
                            : Files.exists(file) ? "it is no regular file" : "there is no such file");
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "permission denied");
        }
        try {
            FileSlice bytes = new FileSlice(channel, 0, channel.size());
            Compression compression = Compression.detect(bytes.readNBytes(HEAD), file.toString());
            if (compression == Compression.NONE) {
                return channel;
            }
            FileChannel unpacked = unpack(new FileSlice(channel, 0, channel.size()), compression, file, maxUnpacked);
            channel.close();
            return unpacked;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel unpack(InputStream packed, Compression compression, Path file, long maxUnpacked)
            throws IOException {
        Path temp = Files.createTempFile("regshape-", ".tar");
        FileChannel channel = FileChannel.open(
                temp, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        UnpackLimit limit = new UnpackLimit(maxUnpacked, file.toString());
        try (InputStream tar = limit.on(LayerReader.uncompressed(packed, compression, file.toString()))) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            tar.transferTo(out);
            out.flush();
            return channel;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static RegshapeException unreadable(Path file, String why) {
        return new RegshapeException(Kind.INVALID_VALUE, "the archive " + file + " cannot be read: " + why);
    }
}
