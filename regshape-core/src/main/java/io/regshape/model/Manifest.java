// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.List;
import java.util.Optional;

/**
 * An image manifest: a config and layers (manifest.md).
 *
 * @param config the config
 * @param layers the layers, base first
 * @param annotations metadata
 * @param artifactType what kind of artifact this is, when it is no image
 * @param subject the manifest that this one says something about
 */
public record Manifest(
        Descriptor config,
        List<Descriptor> layers,
        Annotations annotations,
        Optional<MediaType> artifactType,
        Optional<Descriptor> subject) {

    /**
     * Copies the list and checks the rules that hold between fields.
     *
     * @throws RegshapeException if the config is the empty one and there is no artifact type
     */
    public Manifest {
        layers = List.copyOf(layers);
        if (config.mediaType().equals(MediaType.EMPTY) && artifactType.isEmpty()) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "artifactType is missing: a manifest whose config is the empty one (" + MediaType.EMPTY
                            + ") must say what it is, for example application/vnd.cyclonedx+json");
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws RegshapeException if a required field is missing, one has another form than the spec says, or the document
     *     could also be read as an index (CVE-2021-41190)
     */
    public static Manifest fromJson(JsonObject json) {
        if (json.has("manifests")) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    json.where() + " has 'manifests' beside the fields of a manifest: it is ambiguous");
        }
        return new Manifest(
                Descriptor.fromJson(json.object("config")),
                json.objects("layers").stream().map(Descriptor::fromJson).toList(),
                Annotations.read(json, "annotations"),
                json.findString("artifactType").map(MediaType::parse),
                json.findObject("subject").map(Descriptor::fromJson));
    }

    /** Returns the JSON form. */
    public JsonObject toJson() {
        JsonObject json = JsonObject.empty()
                .with("schemaVersion", 2)
                .with("mediaType", MediaType.IMAGE_MANIFEST.value())
                .withOptional("artifactType", artifactType.map(MediaType::value))
                .with("config", config.toJson())
                .with("layers", layers.stream().map(Descriptor::toJson).toList())
                .withOptional("subject", subject.map(Descriptor::toJson));
        return annotations.write(json, "annotations");
    }
}
