// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.model.Descriptor;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks image manifests (manifest.md), and has their config and layers checked. */
final class ManifestCheck {
    private static final Set<String> NAMES =
            Set.of("schemaVersion", "mediaType", "artifactType", "config", "layers", "subject", "annotations");

    private final Documents documents;
    private final Blobs blobs;
    private final ImageGraph graph;
    private final Set<Digest> configs = new HashSet<>();

    ManifestCheck(Documents documents, Blobs blobs, ImageGraph graph) {
        this.documents = documents;
        this.blobs = blobs;
        this.graph = graph;
    }

    /**
     * Checks a manifest.
     *
     * @param manifest the document
     * @param self the descriptor that led to it
     */
    void check(Fields manifest, Reference self) throws IOException {
        manifest.checkNames(NAMES);
        Documents.checkHeader(manifest, self.mediaType());
        if (manifest.has("manifests")) {
            manifest.report(DocumentRule.AMBIGUOUS, "it has fields of an index beside those of a manifest");
        }
        Optional<MediaType> artifactType = DescriptorCheck.checkArtifactType(manifest);
        AnnotationCheck.check(manifest, "annotations");
        Optional<Reference> config =
                manifest.requiredObject("config", DocumentRule.DESCRIPTOR).flatMap(DescriptorCheck::check);
        if (config.isPresent()) {
            checkConfig(config.get(), manifest);
        }
        boolean image = config.filter(reference -> reference.mediaType().isImageConfig())
                .isPresent();
        List<Optional<Descriptor>> layers = new ArrayList<>();
        for (Fields fields : manifest.requiredObjects("layers", DocumentRule.DESCRIPTOR)) {
            Optional<Reference> layer = DescriptorCheck.check(fields);
            if (layer.isPresent()) {
                checkLayer(layer.get(), image);
            }
            layers.add(layer.map(ManifestCheck::descriptor));
        }
        if (manifest.has("layers") && manifest.length("layers") == 0) {
            manifest.report(DocumentRule.NO_LAYERS, "layers", "there is no layer");
        }
        graph.addManifest(new ImageGraph.Manifest(
                self.digest(),
                self.size(),
                artifactType.or(() -> config.map(Reference::mediaType).filter(type -> !image)),
                config.map(ManifestCheck::descriptor),
                layers,
                manifest.length("layers")));
    }

    private void checkConfig(Reference config, Fields manifest) throws IOException {
        if (config.mediaType().equals(MediaType.EMPTY) && !manifest.has("artifactType")) {
            manifest.report(
                    DocumentRule.ARTIFACT_TYPE,
                    "artifactType",
                    "the field is missing, and the config is the empty one");
        }
        if (!blobs.refer(config)) {
            return;
        }
        if (!config.mediaType().isImageConfig()) {
            blobs.check(config);
        } else if (configs.add(config.digest())) {
            blobs.document(config)
                    .flatMap(bytes -> documents.parse(bytes, Place.of(config.digest()), ConfigRule.CONFIG))
                    .ifPresent(fields -> graph.addConfig(config.digest(), ConfigCheck.check(fields)));
        }
    }

    private void checkLayer(Reference layer, boolean image) throws IOException {
        String type = layer.mediaType().value();
        if (type.contains(".nondistributable.") || type.contains(".foreign.")) {
            layer.fields()
                    .report(
                            LayerRule.NON_DISTRIBUTABLE,
                            "mediaType",
                            "the media type " + type + " is that of a non-distributable layer");
        }
        if (image && !layer.mediaType().isImageLayer()) {
            layer.fields()
                    .report(
                            DocumentRule.LAYER_TYPE,
                            "mediaType",
                            "the media type " + type + " is that of no image layer, the config is an image's");
        }
        if (blobs.refer(layer)) {
            if (layer.mediaType().isImageLayer()) {
                blobs.checkLayer(layer);
            } else {
                blobs.check(layer);
            }
        }
    }

    private static Descriptor descriptor(Reference reference) {
        return Descriptor.of(reference.mediaType(), reference.digest(), reference.size());
    }
}
