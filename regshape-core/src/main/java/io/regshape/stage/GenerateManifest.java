// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The step {@code generate-manifest}: writes the manifest of what is staged and publishes it in the index. */
public final class GenerateManifest {
    private final Path root;
    private Optional<RefName> refName = Optional.empty();
    private Annotations annotations = Annotations.none();
    private Optional<MediaType> artifactType = Optional.empty();
    private Optional<String> subject = Optional.empty();

    private GenerateManifest(Path root) {
        this.root = root;
    }

    /**
     * Starts the step.
     *
     * @param root the layout's directory
     */
    public static GenerateManifest in(Path root) {
        return new GenerateManifest(root);
    }

    /**
     * Sets the name of the entry in the index. A name names one thing: an entry that has it is replaced. The entry that
     * this stage made before without a name is replaced in any case.
     */
    public GenerateManifest refName(RefName value) {
        refName = Optional.of(value);
        return this;
    }

    /** Sets the annotations of the manifest. */
    public GenerateManifest annotations(Annotations value) {
        annotations = Objects.requireNonNull(value);
        return this;
    }

    /** Sets what kind of artifact this is; required when the config is the empty one (manifest.md, "artifactType"). */
    public GenerateManifest artifactType(MediaType value) {
        artifactType = Optional.of(value);
        return this;
    }

    /** Sets the manifest that this one says something about: a digest or a reference name in the same index. */
    public GenerateManifest subject(String value) {
        subject = Optional.of(value);
        return this;
    }

    /**
     * Runs the step. The index is replaced in one step, at the end; then what only the replaced entry led to is removed.
     *
     * @return the manifest
     * @throws RegshapeException if there is no layout, nothing is staged, the config is not that of the staged layers, a
     *     blob is missing, or the subject is not in the index
     * @throws IOException if the layout cannot be written
     */
    public PublishedManifest run() throws IOException {
        ImageLayout layout = ImageLayout.open(root);
        Map<Digest, Digest> diffIds = StagedConfig.missingDiffIds(layout);
        return layout.locked(() -> {
            Stage stage = StagedConfig.read(layout, diffIds);
            Index index = layout.index();
            Manifest manifest = manifest(stage, index);
            Optional<Platform> platform = StagedConfig.requireFitting(layout, stage);
            Publisher.requireBlobs(layout, manifest, Stage.FILE);

            byte[] bytes = manifest.toJson().toCanonicalBytes();
            Descriptor blob = Descriptor.of(MediaType.IMAGE_MANIFEST, Digest.sha256(bytes), bytes.length);
            Descriptor entry = blob.withPlatform(platform)
                    .withArtifactType(artifactType)
                    .withAnnotations(refName.map(name -> Annotations.of(Map.of(Annotations.REF_NAME, name.value())))
                            .orElse(Annotations.none()));
            Index changed = index.withEntry(entry, replacedBy(entry, stage));
            requireSubjectStays(manifest, changed);

            layout.store(MediaType.IMAGE_MANIFEST, bytes);
            Stage after = stage.withManifest(blob, annotations, refName);
            List<String> warnings = Publisher.publish(
                    layout, changed, stage.manifest().stream().toList(), after.digests(), () -> after.writeTo(layout));
            return new PublishedManifest(blob, refName, annotations, warnings);
        });
    }

    private Manifest manifest(Stage stage, Index index) {
        GenerateConfig.requireLayers(stage);
        Descriptor config = StagedConfig.require(stage);
        return new Manifest(
                config,
                stage.imageLayers().stream().map(layer -> layer.descriptor()).toList(),
                annotations,
                artifactType,
                subject.map(name -> findSubject(name, index)));
    }

    private Descriptor findSubject(String name, Index index) {
        List<Descriptor> named = index.manifests().stream()
                .filter(entry -> Index.refNameOf(entry).isPresent())
                .toList();
        Optional<Descriptor> found = named.stream()
                .filter(entry -> Index.refNameOf(entry).equals(Optional.of(name)))
                .findFirst()
                .or(() -> named.stream()
                        .filter(entry -> entry.digest().toString().equals(name))
                        .findFirst());
        Descriptor entry = found.orElseThrow(() -> new RegshapeException(
                Kind.INVALID_VALUE,
                "subject: '" + name + "' is not the name, nor the digest of a named entry, in the index of " + root
                        + "; there are: " + describe(named)));
        return Descriptor.of(entry.mediaType(), entry.digest(), entry.size());
    }

    private static String describe(List<Descriptor> named) {
        List<String> names = new ArrayList<>();
        named.forEach(entry -> names.add(Index.refNameOf(entry).orElse("") + " (" + entry.digest() + ")"));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private Predicate<Descriptor> replacedBy(Descriptor entry, Stage stage) {
        Optional<Digest> unnamedBefore = stage.manifestRefName().isPresent()
                ? Optional.empty()
                : stage.manifest().map(Descriptor::digest);
        return old -> {
            Optional<String> oldName = Index.refNameOf(old);
            if (oldName.isPresent()) {
                return oldName.equals(refName.map(RefName::value));
            }
            return unnamedBefore.equals(Optional.of(old.digest()))
                    || (refName.isEmpty() && old.digest().equals(entry.digest()));
        };
    }

    private void requireSubjectStays(Manifest manifest, Index changed) {
        if (manifest.subject().isPresent()) {
            Digest digest = manifest.subject().get().digest();
            boolean stays = changed.manifests().stream()
                    .anyMatch(entry -> entry.digest().equals(digest)
                            && Index.refNameOf(entry).isPresent());
            if (!stays) {
                throw new RegshapeException(
                        Kind.INVALID_VALUE,
                        "refName: '" + refName.map(RefName::value).orElse("") + "' is the only name of the subject "
                                + digest + ", which would be replaced. Give this manifest another name, or none");
            }
        }
    }
}
