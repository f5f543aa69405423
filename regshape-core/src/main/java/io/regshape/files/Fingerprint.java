// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layer.TarEntry;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * What tells the files of a layer from others without reading them, in parts, so that one can say what changed.
 *
 * @param paths hash of the paths, their types and where links lead
 * @param modes hash of modes and owners
 * @param sizes hash of the lengths
 * @param states hash of what the file system says of the sources: when these are equal the contents are
 */
public record Fingerprint(Digest paths, Digest modes, Digest sizes, Digest states) {

    static Fingerprint of(Collection<LayerFile> files) {
        Hasher paths = Hasher.sha256();
        Hasher modes = Hasher.sha256();
        Hasher sizes = Hasher.sha256();
        Hasher states = Hasher.sha256();
        for (LayerFile file : files) {
            TarEntry entry = file.entry();
            update(
                    paths,
                    entry.path() + "\0" + entry.type() + "\0"
                            + entry.linkTarget().orElse(""));
            update(modes, entry.mode() + " " + entry.uid() + " " + entry.gid());
            update(sizes, Long.toString(entry.size()));
            update(states, file.state());
        }
        return new Fingerprint(paths.digest(), modes.digest(), sizes.digest(), states.digest());
    }

    private static void update(Hasher hasher, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        hasher.update(bytes, 0, bytes.length);
    }
}
