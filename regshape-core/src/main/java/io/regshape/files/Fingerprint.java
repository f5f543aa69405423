// SPDX-License-Identifier: Apache-2.0
package io.regshape.files;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layer.TarEntry;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * What tells the files of a layer from others without reading them, in parts, so that one can say what changed.
 *
 * @param paths hash of the paths, their types and where links lead
 * @param modes hash of modes, owners and extended attributes
 * @param sizes hash of the lengths
 * @param states hash of what the file system says of the sources: when these are equal the contents are
 */
public record Fingerprint(Digest paths, Digest modes, Digest sizes, Digest states) {

    static Fingerprint of(Collection<LayerFile> files) {
        Part paths = new Part();
        Part modes = new Part();
        Part sizes = new Part();
        Part states = new Part();
        for (LayerFile file : files) {
            TarEntry entry = file.entry();
            paths.text.append(entry.path()).append('\0').append(entry.type()).append('\0');
            paths.text.append(entry.linkTarget().orElse(""));
            modes.text
                    .append(entry.mode())
                    .append(' ')
                    .append(entry.uid())
                    .append(' ')
                    .append(entry.gid());
            for (Map.Entry<String, String> attribute :
                    entry.extendedAttributes().entrySet()) {
                String value = attribute.getValue();
                modes.text.append(' ').append(attribute.getKey()).append('=');
                modes.text.append(value.length()).append(':').append(value);
            }
            sizes.text.append(entry.size());
            file.appendState(states.text);
            paths.end();
            modes.end();
            sizes.end();
            states.end();
        }
        return new Fingerprint(paths.digest(), modes.digest(), sizes.digest(), states.digest());
    }

    /** What goes into one of the hashes, handed over in long pieces: there may be very many files. */
    private static final class Part {
        private static final int ENOUGH = 8 * 1024;

        final StringBuilder text = new StringBuilder();
        private final Hasher hasher = Hasher.sha256();

        /** Ends what is said of one file. */
        void end() {
            text.append('\0');
            if (text.length() >= ENOUGH) {
                hash();
            }
        }

        private void hash() {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            hasher.update(bytes, 0, bytes.length);
            text.setLength(0);
        }

        Digest digest() {
            hash();
            return hasher.digest();
        }
    }
}
