// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.RegshapeException;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds a layout, by any tool, to the image spec, and reports everything that it finds.
 *
 * <p>It checks the files of the layout, the index, every document that the index leads to, and the bytes of every blob:
 * size and digest, and of layers the compression, the diff id and the entries of the tar ({@link Rule}). Each blob is
 * read once, on as many threads as there are processors, with a bounded amount of memory. It only reads. What is damaged
 * is a finding and never an exception; only a directory without a marker, or a machine that fails, ends it early.
 */
public final class LayoutValidator {
    private final LayoutReader layout;
    private final Findings findings;
    private final FileCheck files;
    private final Documents documents;
    private final Blobs blobs;
    private final ImageGraph graph = new ImageGraph();

    private LayoutValidator(LayoutReader layout, ValidationOptions options) throws IOException {
        this.layout = layout;
        this.findings = new Findings(options);
        this.files = FileCheck.of(layout, options, findings);
        this.documents = new Documents(findings);
        this.blobs = new Blobs(layout, files, options, findings);
    }

    /**
     * Validates a layout in a directory, where every blob must be there.
     *
     * @param root the layout's directory
     * @return what is wrong: the findings that are errors, none when the layout is valid
     * @throws RegshapeException if there is no layout
     * @throws IOException if it cannot be read
     */
    public static List<Finding> validate(Path root) throws IOException {
        return validate(ImageLayout.reader(root), false);
    }

    /**
     * Validates a layout, wherever it is stored.
     *
     * @param layout the layout
     * @param allowMissing whether blobs may be missing, as in a thin layout (image-layout.md, "Blobs")
     * @return what is wrong: the findings that are errors, none when the layout is valid
     * @throws IOException if it cannot be read
     */
    public static List<Finding> validate(LayoutReader layout, boolean allowMissing) throws IOException {
        return validate(layout, ValidationOptions.strict().withAllowMissing(allowMissing)).findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /**
     * Validates a layout, and tells all: warnings, and what is worth knowing.
     *
     * @param layout the layout
     * @param options what is to be taken into account
     * @return what it has shown
     * @throws IOException if it cannot be read
     */
    public static Validation validate(LayoutReader layout, ValidationOptions options) throws IOException {
        return new LayoutValidator(layout, options).run();
    }

    private Validation run() throws IOException {
        readRootFile(LayoutReader.MARKER, LayoutRule.MARKER, LayoutRule.MARKER).ifPresent(LayoutValidator::checkMarker);
        Optional<Fields> index = readRootFile(LayoutReader.INDEX, DocumentRule.INDEX, LayoutRule.INDEX_MISSING);
        if (index.isPresent()) {
            new ImageWalk(documents, blobs, graph).start(index.get());
        }
        StageCheck.check(layout, files, blobs, findings);
        blobs.checkUnreferenced();
        blobs.checkAll();
        new ImageCheck(graph, blobs, findings).run();
        return new Validation(layout.name(), graph.images(blobs), findings.list());
    }

    private Optional<Fields> readRootFile(String file, Rule rule, Rule ifMissing) throws IOException {
        Place place = Place.of(file);
        if (!files.mayOpen(file)) {
            return Optional.empty();
        }
        if (!layout.hasRootFile(file)) {
            findings.report(ifMissing, place, "the file does not exist");
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = layout.readRootFile(file);
        } catch (RegshapeException e) {
            findings.report(
                    DocumentRule.JSON_LIMIT,
                    place,
                    "the document is no regular file, or larger than the limit of " + JsonObject.LIMIT + " bytes");
            return Optional.empty();
        }
        return documents.parse(bytes, place, rule);
    }

    private static void checkMarker(Fields marker) {
        marker.requiredText("imageLayoutVersion")
                .filter(version -> !version.value().equals(ImageLayout.VERSION))
                .ifPresent(version -> marker.report(
                        LayoutRule.VERSION,
                        version,
                        "the version is " + Printable.value(version.value()) + ", it must be " + ImageLayout.VERSION));
    }
}
