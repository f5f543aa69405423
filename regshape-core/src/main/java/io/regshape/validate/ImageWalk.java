// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.model.Annotations;
import io.regshape.model.MediaType;
import io.regshape.model.Platform;
import io.regshape.model.RefName;
import io.regshape.validate.Fields.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes from the index to everything that it leads to, and checks each document on the way. */
final class ImageWalk {
    private static final int MAX_DEPTH = 16;
    private static final Set<String> INDEX_NAMES =
            Set.of("schemaVersion", "mediaType", "artifactType", "manifests", "subject", "annotations");

    private final Documents documents;
    private final Blobs blobs;
    private final ImageGraph graph;
    private final ManifestCheck manifests;
    private final Set<Seen> seen = new HashSet<>();

    private record Seen(Digest digest, MediaType mediaType) {}

    ImageWalk(Documents documents, Blobs blobs, ImageGraph graph) {
        this.documents = documents;
        this.blobs = blobs;
        this.graph = graph;
        this.manifests = new ManifestCheck(documents, blobs, graph);
    }

    /** Checks the index of the layout and all beneath it. */
    void start(Fields index) throws IOException {
        Documents.checkHeader(index, MediaType.IMAGE_INDEX);
        Set<String> names = new HashSet<>();
        for (Reference entry : entries(index)) {
            Optional<String> name = refName(entry);
            if (name.isPresent() && !names.add(name.get())) {
                entry.fields()
                        .report(
                                DocumentRule.REF_NAME_REPEATED,
                                "the reference name " + Printable.value(name.get()) + " stands here again");
            }
            graph.addRoot(entry.digest(), name);
            visitEntry(entry, 1);
        }
        visitSubject(index, 1);
    }

    private static Optional<String> refName(Reference entry) {
        Optional<Text> name = entry.fields().peek("annotations", Annotations.REF_NAME);
        name.ifPresent(text -> {
            try {
                RefName.parse(text.value());
            } catch (RegshapeException e) {
                entry.fields()
                        .report(
                                DocumentRule.REF_NAME,
                                text,
                                Printable.value(text.value()) + " does not follow the grammar of reference names");
            }
        });
        return name.map(Text::value);
    }

    private static List<Reference> entries(Fields index) {
        index.checkNames(INDEX_NAMES);
        if (index.has("layers") || index.has("config")) {
            index.report(DocumentRule.AMBIGUOUS, "it has fields of a manifest beside those of an index");
        }
        DescriptorCheck.checkArtifactType(index);
        AnnotationCheck.check(index, "annotations");
        List<Reference> entries = new ArrayList<>();
        for (Fields entry : index.requiredObjects("manifests", DocumentRule.DESCRIPTOR)) {
            DescriptorCheck.check(entry).ifPresent(entries::add);
        }
        return entries;
    }

    private void checkNested(Fields index, Reference self, int depth) throws IOException {
        Documents.checkHeader(index, self.mediaType());
        Set<Platform> platforms = new HashSet<>();
        for (Reference entry : entries(index)) {
            graph.addChild(self.digest(), entry.digest());
            visitEntry(entry, depth + 1)
                    .filter(PlatformCheck::isKnown)
                    .filter(platform -> !platforms.add(platform.normalised()))
                    .ifPresent(platform -> entry.fields()
                            .report(
                                    DocumentRule.PLATFORM_REPEATED,
                                    "platform",
                                    "the platform " + platform + " stands here again"));
        }
        visitSubject(index, depth);
    }

    private Optional<Platform> visitEntry(Reference entry, int depth) throws IOException {
        Optional<Platform> platform = PlatformCheck.ofEntry(entry.fields());
        graph.addEntry(entry, platform);
        visit(entry, depth);
        return platform;
    }

    private void visit(Reference entry, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            entry.fields().report(DocumentRule.DEPTH, "indexes are nested more than " + MAX_DEPTH + " deep");
            return;
        }
        if (!blobs.refer(entry) || !seen.add(new Seen(entry.digest(), entry.mediaType()))) {
            return;
        }
        boolean index = entry.mediaType().isIndex();
        if (!index && !entry.mediaType().isManifest()) {
            blobs.check(entry);
            return;
        }
        Optional<Fields> document = blobs.document(entry)
                .flatMap(bytes -> documents.parse(
                        bytes, Place.of(entry.digest()), index ? DocumentRule.INDEX : DocumentRule.MANIFEST));
        if (document.isPresent()) {
            if (index) {
                checkNested(document.get(), entry, depth);
            } else {
                manifests.check(document.get(), entry);
                visitSubject(document.get(), depth);
            }
        }
    }

    /** A subject may be elsewhere; one that is here is part of the layout. */
    private void visitSubject(Fields document, int depth) throws IOException {
        Optional<Reference> subject =
                document.object("subject", DocumentRule.DESCRIPTOR).flatMap(DescriptorCheck::check);
        if (subject.isPresent()) {
            if (blobs.isThere(subject.get().digest())) {
                visit(subject.get(), depth + 1);
            } else {
                subject.get()
                        .fields()
                        .report(
                                DocumentRule.SUBJECT,
                                "the subject " + subject.get().digest() + " is not in this layout");
            }
        }
    }
}
