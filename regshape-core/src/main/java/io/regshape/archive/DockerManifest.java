// SPDX-License-Identifier: Apache-2.0
package io.regshape.archive;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.JsonObject;
import io.regshape.model.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What makes an OCI archive one that {@code docker load} takes: {@code manifest.json}, which names the same blobs.
 *
 * @param names what the image is called in Docker
 * @param platform which image is meant; empty when there is but one
 */
record DockerManifest(List<DockerName> names, Optional<Platform> platform) {
    /** Where containerd, the image store of newer Dockers, and podman look for the name in an index. */
    private static final String NAME = "io.containerd.image.name";

    DockerManifest {
        names = List.copyOf(names);
    }

    /**
     * Makes {@code manifest.json}.
     *
     * @param layout where the image is
     * @param entries the entries of the archive's index
     * @param leftOut which blobs the archive will not hold
     * @throws RegshapeException if the entries lead to several images, to none, or to one that is left out
     */
    byte[] write(LayoutReader layout, List<Descriptor> entries, Predicate<Digest> leftOut) throws IOException {
        if (entries.stream().map(Descriptor::digest).distinct().count() > 1) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE, "an archive for Docker holds one image: give one refName, not several");
        }
        BaseImage image =
                BaseImage.find(layout, Optional.of(entries.get(0).digest().toString()), platform);
        List<Digest> blobs = new ArrayList<>();
        blobs.add(image.manifest().config().digest());
        image.layers().forEach(layer -> blobs.add(layer.descriptor().digest()));
        blobs.stream().filter(leftOut).findFirst().ifPresent(missing -> {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "Docker cannot load a thin archive: the blob " + missing
                            + " would be left out. Leave out thin or dockerCompatible");
        });
        JsonObject manifest = JsonObject.empty()
                .with("Config", OciArchiveWriter.path(blobs.get(0)))
                .with("RepoTags", names.stream().map(DockerName::toString).toList())
                .with(
                        "Layers",
                        blobs.stream().skip(1).map(OciArchiveWriter::path).toList());
        return ("[" + manifest + "]").getBytes(StandardCharsets.UTF_8);
    }

    /** Adds the name to an entry of the index. */
    JsonObject annotate(JsonObject entry) {
        SortedMap<String, String> annotations = entry.stringMap("annotations");
        names.stream().findFirst().ifPresent(name -> annotations.put(NAME, name.qualified()));
        return annotations.isEmpty() ? entry : entry.with("annotations", annotations);
    }
}
