// SPDX-License-Identifier: Apache-2.0
package io.regshape.stage;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.image.BlobCopy;
import io.regshape.image.PlatformIndex;
import io.regshape.image.Publisher;
import io.regshape.image.Stage;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutCreation;
import io.regshape.layout.LayoutReader;
import io.regshape.layout.ReachedBlobs;
import io.regshape.model.Annotations;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings everything that several layouts or archives hold into one layout, for example what the legs of a CI matrix
 * built.
 *
 * <p>A ref name that is given to images of different platforms names one image index of all of them afterwards. It is an
 * error if it is given to different things otherwise. Entries that the layout has already keep their place, and are
 * replaced where a merged one has their name.
 */
public final class MergeLayouts {
    private final Path root;
    private final List<LayoutReader> inputs;

    /** By ref name, and by digest where there is none, in the order of the inputs. */
    private final Map<String, List<Source>> sources = new LinkedHashMap<>();

    /** Indexes that the inputs do not have. */
    private final List<byte[]> newIndexes = new ArrayList<>();

    private MergeLayouts(Path root, List<LayoutReader> inputs) {
        this.root = root;
        this.inputs = inputs;
    }

    private record Source(LayoutReader layout, JsonObject json, Descriptor entry) {}

    private record Found(LayoutReader layout, ReachedBlobs.Blob blob) {}

    /**
     * Starts a merge.
     *
     * @param root the directory of the result, a layout or a place for one
     * @param inputs what is merged, in this order; the caller closes them
     */
    public static MergeLayouts into(Path root, List<LayoutReader> inputs) {
        return new MergeLayouts(root, List.copyOf(inputs));
    }

    /**
     * Merges. The index is replaced in one step, at the end; running again changes nothing.
     *
     * @return the entries that were merged, as the result's index has them
     * @throws RegshapeException if an input is damaged or incomplete, a ref name is given to different things, or
     *     something else is at the place of the result. All of that is found before anything is written
     * @throws IOException if an input cannot be read, or the result not be written
     */
    public List<Descriptor> run() throws IOException {
        Map<Digest, Found> found = new LinkedHashMap<>();
        for (LayoutReader input : inputs) {
            input.requireKnownVersion();
            addSources(input);
            for (ReachedBlobs.Blob blob : ReachedBlobs.of(input, input.index().manifests())) {
                boolean isNew = found.putIfAbsent(blob.descriptor().digest(), new Found(input, blob)) == null;
                try (InputStream in = input.open(blob.descriptor(), blob.referrer())) {
                    if (isNew) {
                        // To its end, where it is verified.
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                }
            }
        }
        List<JsonObject> entries = new ArrayList<>();
        for (Map.Entry<String, List<Source>> named : sources.entrySet()) {
            entries.add(entry(named.getKey(), named.getValue()));
        }
        LayoutCreation.ensure(root, Map.of());
        ImageLayout result = ImageLayout.open(root);
        requireReadable(result);
        List<Digest> stored = new ArrayList<>();
        try {
            for (Found blob : found.values()) {
                copy(blob, result, stored);
            }
            result.locked(() -> publish(result, entries, found.values(), stored));
        } catch (Throwable e) {
            try {
                remove(result, stored);
            } catch (IOException | RegshapeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        return entries.stream().map(Descriptor::fromJson).toList();
    }

    /** What cannot be read cannot be changed in the end. */
    private static void requireReadable(ImageLayout result) throws IOException {
        result.index();
        Stage.digestsOf(result);
    }

    private static void copy(Found blob, ImageLayout to, List<Digest> stored) throws IOException {
        if (BlobCopy.copy(blob.layout(), blob.blob(), to)) {
            stored.add(blob.blob().descriptor().digest());
        }
    }

    private static void remove(ImageLayout result, List<Digest> stored) throws IOException {
        result.locked(() -> {
            Publisher.remove(result, stored, Stage.digestsOf(result));
            return stored;
        });
    }

    private void addSources(LayoutReader input) throws IOException {
        for (JsonObject json : input.index().entries()) {
            Descriptor entry = Descriptor.fromJson(json);
            String key = Index.refNameOf(entry).orElse(entry.digest().toString());
            sources.computeIfAbsent(key, unknown -> new ArrayList<>()).add(new Source(input, json, entry));
        }
    }

    private JsonObject entry(String name, List<Source> given) throws IOException {
        if (given.stream().map(source -> source.entry().digest()).distinct().count() == 1) {
            return given.get(0).json();
        }
        PlatformIndex gathered = new PlatformIndex();
        for (Source source : given) {
            String origin = name + " in " + source.layout().name();
            if (!gathered.addAll(source.layout(), source.json(), origin)) {
                throw different(name, given);
            }
        }
        byte[] document = gathered.toJson(annotations(given)).toCanonicalBytes();
        newIndexes.add(document);
        return Descriptor.of(MediaType.IMAGE_INDEX, Digest.sha256(document), document.length)
                .withAnnotations(Annotations.of(Map.of(Annotations.REF_NAME, name)))
                .toJson();
    }

    private static Annotations annotations(List<Source> given) throws IOException {
        Annotations annotations = Annotations.none();
        for (Source source : given) {
            if (source.entry().mediaType().isIndex()) {
                annotations = annotations.mergedWith(Annotations.of(source.layout()
                        .readDocument(source.entry(), LayoutReader.INDEX)
                        .stringMap("annotations")));
            }
        }
        return annotations;
    }

    private static RegshapeException different(String name, List<Source> given) {
        List<String> things = given.stream()
                .map(source ->
                        source.entry().digest() + " in " + source.layout().name())
                .toList();
        return new RegshapeException(
                Kind.INVALID_VALUE,
                "the ref name '" + name + "' names different things: " + String.join(", ", things)
                        + ". Only images of different platforms can share a name");
    }

    private List<String> publish(
            ImageLayout result, List<JsonObject> entries, Collection<Found> found, List<Digest> stored)
            throws IOException {
        for (Found blob : found) {
            if (result.blobSize(blob.blob().descriptor().digest()).isEmpty()) {
                copy(blob, result, stored);
            }
        }
        for (byte[] document : newIndexes) {
            Digest digest = Digest.sha256(document);
            if (result.blobSize(digest).isEmpty()) {
                stored.add(digest);
            }
            result.store(MediaType.IMAGE_INDEX, document);
        }
        return Publisher.publish(
                result, result.index().withNamed(entries), List.of(), Stage.digestsOf(result), () -> {});
    }
}
