// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layout.LayoutReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an image that another is built on, as skopeo's users name images:
 *
 * <ul>
 *   <li>{@code oci:DIRECTORY[:REF]}, a layout,
 *   <li>{@code oci-archive:FILE[:REF]}, a layout in a tar,
 *   <li>{@code docker-archive:FILE[:REF]}, a tar of {@code docker save},
 *   <li>{@code maven:GROUP:ARTIFACT:VERSION[:TYPE[:CLASSIFIER]][@REF]}, an OCI archive in a Maven repository.
 * </ul>
 *
 * <p>In place of {@code :REF} there may be {@code @DIGEST}. A path ends at its first colon, as for skopeo, unless a longer
 * one exists.
 */
public sealed interface BaseReference {
    /** The forms, for messages. */
    String FORMS = "oci:DIRECTORY[:REF], oci-archive:FILE[:REF], docker-archive:FILE[:REF] or"
            + " maven:GROUP:ARTIFACT:VERSION[:TYPE[:CLASSIFIER]][@REF]";

    /** Returns which image there is meant: a ref name or a digest; empty when there is but one. */
    Optional<String> ref();

    /**
     * Reads a reference.
     *
     * @param text the reference
     * @param directory what a relative path is resolved against
     * @throws RegshapeException if it has none of the forms
     */
    static BaseReference parse(String text, Path directory) {
        int colon = text.indexOf(':');
        String prefix = text.substring(0, Math.max(colon, 0));
        String rest = text.substring(colon + 1);
        if (prefix.equals("maven")) {
            return InRepository.parse(text, rest);
        }
        Transport transport = Transport.find(prefix)
                .orElseThrow(
                        () -> invalid(text, prefix.isEmpty() ? "has no transport" : "has no transport that is known"));
        if (rest.isEmpty()) {
            throw invalid(text, "names no path");
        }
        return OnDisk.parse(text, transport, rest, directory);
    }

    private static RegshapeException invalid(String text, String why) {
        return new RegshapeException(
                Kind.INVALID_VALUE, "'" + text + "' is no base image: it " + why + ", it must be " + FORMS);
    }

    /**
     * An image in a layout or an archive.
     *
     * @param transport what lies at the path
     * @param path where
     * @param ref which image is meant
     */
    record OnDisk(Transport transport, Path path, Optional<String> ref) implements BaseReference {
        private static final Pattern DIGEST =
                Pattern.compile("(.+?):?@([a-z0-9+._-]+:[A-Za-z0-9=_-]+)", Pattern.DOTALL);
        /** A drive of Windows is no path of its own. */
        private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*", Pattern.DOTALL);

        static OnDisk parse(String text, Transport transport, String rest, Path directory) {
            Optional<Path> whole = path(rest, directory);
            if (whole.filter(Files::exists).isPresent()) {
                return new OnDisk(transport, whole.get(), Optional.empty());
            }
            Matcher digest = DIGEST.matcher(rest);
            if (digest.matches()) {
                return new OnDisk(
                        transport,
                        path(digest.group(1), directory).orElseThrow(() -> invalid(text, "names no valid path")),
                        Optional.of(digest.group(2)));
            }
            int first = rest.indexOf(':', DRIVE.matcher(rest).matches() ? 2 : 0);
            for (int colon = rest.lastIndexOf(':'); colon > first; colon = rest.lastIndexOf(':', colon - 1)) {
                Optional<Path> longer = path(rest.substring(0, colon), directory);
                if (longer.filter(Files::exists).isPresent()) {
                    return new OnDisk(transport, longer.get(), ref(text, rest.substring(colon + 1)));
                }
            }
            String beginning = first < 0 ? rest : rest.substring(0, first);
            return new OnDisk(
                    transport,
                    path(beginning, directory).orElseThrow(() -> invalid(text, "names no valid path")),
                    first < 0 ? Optional.empty() : ref(text, rest.substring(first + 1)));
        }

        private static Optional<Path> path(String text, Path directory) {
            try {
                return text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(directory.resolve(text).normalize());
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        private static Optional<String> ref(String text, String ref) {
            if (ref.isEmpty()) {
                throw invalid(text, "ends in a colon without a REF");
            }
            return Optional.of(ref);
        }

        /**
         * Opens the layout or the archive.
         *
         * @param maxUnpacked how many bytes a compressed archive may unpack to
         * @return the layout; the caller closes it
         * @throws RegshapeException if it is not there, or damaged
         * @throws IOException if it cannot be read
         */
        public LayoutReader open(long maxUnpacked) throws IOException {
            try {
                return transport.open(path, maxUnpacked);
            } catch (RegshapeException e) {
                throw new RegshapeException(e.kind(), "from: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return transport + ":" + path + ref.map(name -> ":" + name).orElse("");
        }
    }

    /**
     * An image in a Maven repository, to be resolved by whoever knows Maven.
     *
     * @param groupId the group
     * @param artifactId the artifact
     * @param version the version
     * @param type the type, {@code tar} unless given
     * @param classifier the classifier, {@code oci} unless given; may be empty
     * @param ref which image of the archive is meant
     */
    record InRepository(
            String groupId, String artifactId, String version, String type, String classifier, Optional<String> ref)
            implements BaseReference {
        private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");
        /** Maven takes everything that can be in a file's name, but for ranges. */
        private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.+~-]+");

        static InRepository parse(String text, String rest) {
            int at = rest.indexOf('@');
            List<String> words = List.of((at < 0 ? rest : rest.substring(0, at)).split(":", -1));
            boolean valid = words.size() >= 3 && words.size() <= 5;
            for (int i = 0; i < words.size(); i++) {
                // No classifier at all is said by an empty one.
                valid &= (i == 2 ? VERSION : WORD).matcher(words.get(i)).matches()
                        || i == 4 && words.get(i).isEmpty();
            }
            if (!valid) {
                throw invalid(text, "has no valid coordinates");
            }
            if (at == rest.length() - 1) {
                throw invalid(text, "ends in '@' without a REF");
            }
            return new InRepository(
                    words.get(0),
                    words.get(1),
                    words.get(2),
                    words.size() > 3 ? words.get(3) : "tar",
                    words.size() > 4 ? words.get(4) : "oci",
                    at < 0 ? Optional.empty() : Optional.of(rest.substring(at + 1)));
        }

        /** Returns the image in the file that the coordinates were resolved to, an OCI archive. */
        public OnDisk resolvedTo(Path file) {
            return new OnDisk(Transport.OCI_ARCHIVE, file, ref);
        }

        @Override
        public String toString() {
            return "maven:" + groupId + ":" + artifactId + ":" + version + ":" + type + ":" + classifier
                    + ref.map(name -> "@" + name).orElse("");
        }
    }
}
