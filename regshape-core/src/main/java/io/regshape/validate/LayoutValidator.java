// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.Descriptor;
import io.regshape.model.Index;
import io.regshape.model.JsonObject;
import io.regshape.model.Manifest;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Holds a layout, by any tool, to the image spec, and reports everything that it finds.
 *
 * <p>It checks the marker, the index, and every blob that the index leads to, nested indexes included: size and digest,
 * the documents' fields, and of images that diff ids and history fit the layers. It only reads. What is damaged is a
 * finding and never an exception; only a directory without a marker, or a machine that fails, ends it early.
 */
public final class LayoutValidator {
    private static final int MAX_DEPTH = 16;

    private final LayoutReader layout;
    private final boolean allowMissing;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Descriptor> seen = new HashSet<>();
    private final ImageValidator images;

    private LayoutValidator(LayoutReader layout, boolean allowMissing) {
        this.layout = layout;
        this.allowMissing = allowMissing;
        this.images = new ImageValidator(layout, findings);
    }

    /**
     * Validates a layout in a directory, where every blob must be there.
     *
     * @param root the layout's directory
     * @return all findings, none when the layout is valid
     * @throws RegshapeException if there is no layout
     * @throws IOException if it cannot be read
     */
    public static List<Finding> validate(Path root) throws IOException {
        return validate(ImageLayout.reader(root), false);
    }

    /**
     * Validates a layout.
     *
     * @param layout the layout
     * @param allowMissing whether blobs may be missing, as in a thin layout (image-layout.md, "Blobs")
     * @return all findings, none when the layout is valid
     * @throws IOException if it cannot be read
     */
    public static List<Finding> validate(LayoutReader layout, boolean allowMissing) throws IOException {
        LayoutValidator validator = new LayoutValidator(layout, allowMissing);
        validator.checkMarker();
        validator.checkRootIndex();
        validator.checkStage();
        return List.copyOf(validator.findings);
    }

    private void checkMarker() throws IOException {
        try {
            JsonObject marker = JsonObject.parse(layout.readRootFile(LayoutReader.MARKER), LayoutReader.MARKER);
            String version = marker.string("imageLayoutVersion");
            if (!version.equals(ImageLayout.VERSION)) {
                report(
                        Rule.MARKER,
                        LayoutReader.MARKER,
                        "imageLayoutVersion is '" + version + "', it must be " + ImageLayout.VERSION);
            }
        } catch (RegshapeException e) {
            report(Rule.MARKER, LayoutReader.MARKER, e.getMessage());
        }
        if (!layout.hasBlobs()) {
            report(Rule.BLOBS, "blobs", "the folder does not exist");
        }
    }

    private void checkRootIndex() throws IOException {
        try {
            checkIndex(
                    JsonObject.parse(layout.readRootFile(LayoutReader.INDEX), LayoutReader.INDEX),
                    LayoutReader.INDEX,
                    0);
        } catch (RegshapeException e) {
            report(Rule.INDEX, LayoutReader.INDEX, e.getMessage());
        }
    }

    private void checkStage() throws IOException {
        if (!layout.hasRootFile(LayoutReader.STAGE)) {
            return;
        }
        try {
            JsonObject stage = JsonObject.parse(layout.readRootFile(LayoutReader.STAGE), LayoutReader.STAGE);
            if (stage.number("schema_version") != 1) {
                report(Rule.STAGE, LayoutReader.STAGE, "schema_version is " + stage.number("schema_version"));
            }
            List<JsonObject> blobs = new ArrayList<>(stage.objects("layers"));
            stage.findObject("config").ifPresent(blobs::add);
            stage.findObject("manifest").ifPresent(blobs::add);
            for (JsonObject blob : blobs) {
                MediaType.parse(blob.string("media_type"));
                Digest.parse(blob.string("digest"));
                blob.findString("diff_id").ifPresent(Digest::parse);
                blob.number("size");
            }
        } catch (RegshapeException e) {
            report(Rule.STAGE, LayoutReader.STAGE, e.getMessage());
        }
    }

    private void checkIndex(JsonObject json, String where, int depth) throws IOException {
        Index index = new Index(json);
        if (!json.has("manifests")) {
            report(Rule.INDEX, where, "/manifests is missing, it must be an array");
        }
        Set<String> refNames = new HashSet<>();
        Set<Platform> platforms = new HashSet<>();
        for (JsonObject entry : index.json().objects("manifests")) {
            Optional<Descriptor> descriptor = images.descriptor(entry, where);
            if (descriptor.isPresent()) {
                String place = where + " " + entry.pointer();
                if (depth == 0) {
                    Index.refNameOf(descriptor.get())
                            .filter(name -> !refNames.add(name))
                            .ifPresent(name -> report(
                                    Rule.REF_NAME_REPEATED,
                                    place,
                                    "the reference name '" + name + "' stands here again"));
                } else {
                    descriptor
                            .get()
                            .platform()
                            .filter(p -> !p.os().equals("unknown"))
                            .filter(p -> !platforms.add(p.normalised()))
                            .ifPresent(p ->
                                    report(Rule.PLATFORM_REPEATED, place, "the platform " + p + " stands here again"));
                }
                checkEntry(descriptor.get(), place, depth + 1);
            }
        }
    }

    private void checkEntry(Descriptor descriptor, String referrer, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            report(Rule.DEPTH, referrer, "indexes are nested more than " + MAX_DEPTH + " deep");
            return;
        }
        if (!seen.add(ImageValidator.key(descriptor)) || !isThere(descriptor, referrer)) {
            return;
        }
        boolean isIndex = descriptor.mediaType().isIndex();
        if (!isIndex && !descriptor.mediaType().isManifest()) {
            images.checkOpaqueBlob(descriptor, referrer);
            return;
        }
        Rule rule = isIndex ? Rule.INDEX : Rule.MANIFEST;
        Optional<JsonObject> document = images.document(descriptor, referrer, rule);
        if (document.isEmpty()) {
            return;
        }
        String where = "blob " + descriptor.digest();
        checkOwnType(document.get(), descriptor, where);
        try {
            if (isIndex) {
                checkIndex(document.get(), where, depth);
            } else {
                checkManifest(document.get(), where);
            }
        } catch (RegshapeException e) {
            report(rule, where, e.getMessage());
        }
    }

    private void checkOwnType(JsonObject document, Descriptor descriptor, String where) {
        try {
            document.findString("mediaType")
                    .filter(own -> !own.equals(descriptor.mediaType().value()))
                    .ifPresent(own -> report(
                            Rule.DOCUMENT_TYPE,
                            where,
                            "/mediaType is '" + own + "', the descriptor that led here says "
                                    + descriptor.mediaType()));
        } catch (RegshapeException e) {
            report(Rule.DOCUMENT_TYPE, where, e.getMessage());
        }
    }

    private void checkManifest(JsonObject json, String where) throws IOException {
        if (json.number("schemaVersion") != 2) {
            report(Rule.MANIFEST, where, "/schemaVersion must be 2, it is " + json.number("schemaVersion"));
        }
        if (!json.has("layers")) {
            report(Rule.MANIFEST, where, "/layers is missing, it must be an array");
        }
        Optional<Manifest> manifest = Optional.empty();
        try {
            manifest = Optional.of(Manifest.fromJson(json));
        } catch (RegshapeException e) {
            report(Rule.MANIFEST, where, e.getMessage());
        }
        if (manifest.isEmpty()) {
            checkBlobsOf(json, where);
            return;
        }
        boolean config = isThere(manifest.get().config(), where);
        List<Descriptor> layers = new ArrayList<>();
        for (Descriptor layer : manifest.get().layers()) {
            if (isThere(layer, where)) {
                layers.add(layer);
            }
        }
        images.check(manifest.get(), where, config, layers);
    }

    /** Checks what can be checked of a manifest that breaks a rule: a changed blob is found nevertheless. */
    private void checkBlobsOf(JsonObject manifest, String where) throws IOException {
        List<JsonObject> descriptors = new ArrayList<>(manifest.objects("layers"));
        manifest.findObject("config").ifPresent(descriptors::add);
        for (JsonObject json : descriptors) {
            Optional<Descriptor> blob = images.descriptor(json, where);
            if (blob.isPresent() && isThere(blob.get(), where)) {
                images.checkOpaqueBlob(blob.get(), where);
            }
        }
    }

    private boolean isThere(Descriptor descriptor, String referrer) throws IOException {
        OptionalLong size = layout.blobSize(descriptor.digest());
        if (size.isEmpty()) {
            if (!allowMissing) {
                report(
                        Rule.BLOB_MISSING,
                        referrer,
                        "blob " + descriptor.digest() + " referenced by " + referrer + " does not exist");
            }
            return false;
        }
        if (Hasher.verifying(descriptor.digest()).isEmpty()) {
            report(
                    Rule.ALGORITHM_UNKNOWN,
                    referrer,
                    "the algorithm of " + descriptor.digest() + " is not registered, so only the size is checked");
        }
        return true;
    }

    private void report(Rule rule, String where, String message) {
        findings.add(new Finding(rule, where, message));
    }
}
