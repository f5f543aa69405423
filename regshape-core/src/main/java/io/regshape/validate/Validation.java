// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a validation has shown.
 *
 * @param layout the layout's place
 * @param images the images and other manifests, in the order of the index
 * @param findings everything that was found: the same for the same layout, in the same order
 */
public record Validation(String layout, List<CheckedImage> images, List<Finding> findings) {

    /** Copies the lists. */
    public Validation {
        images = List.copyOf(images);
        findings = List.copyOf(findings);
    }

    /** Returns how many findings are of a severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Returns how many findings are of a severity or worse. */
    public long countFrom(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity().compareTo(severity) >= 0)
                .count();
    }

    /** Returns the findings about the blobs of an image, those that it shares with others too. */
    public List<Finding> about(CheckedImage image) {
        return findings.stream().filter(image::isAbout).toList();
    }

    /**
     * Returns all findings by what they are about.
     *
     * @return the findings by the images that they are about, of which there may be several or none
     */
    public Map<List<CheckedImage>, List<Finding>> byImages() {
        return findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> images.stream()
                                .filter(image -> image.isAbout(finding))
                                .toList(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    /** Returns the findings about no image: the layout itself, its index, and blobs that nothing refers to. */
    public List<Finding> aboutNoImage() {
        return findings.stream()
                .filter(finding -> images.stream().noneMatch(image -> image.isAbout(finding)))
                .toList();
    }
}
