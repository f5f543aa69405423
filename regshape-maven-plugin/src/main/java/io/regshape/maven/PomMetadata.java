// SPDX-License-Identifier: Apache-2.0
package io.regshape.maven;

import io.regshape.model.Annotations;
import io.regshape.model.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.model.Developer;
import org.apache.maven.model.License;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * What a POM says of an image, under the keys of the spec (annotations.md, "Pre-Defined Annotation Keys"). What it does
 * not say is left out.
 */
final class PomMetadata {
    private static final String PREFIX = "org.opencontainers.image.";

    /** What git-commit-id-maven-plugin, by its two modes, and buildnumber-maven-plugin set. */
    private static final List<String> REVISIONS = List.of("git.commit.id.full", "git.commit.id", "buildNumber");

    private final Map<String, String> values = new TreeMap<>();

    private PomMetadata() {}

    /** Returns no metadata. */
    static PomMetadata none() {
        return new PomMetadata();
    }

    /**
     * Reads a POM.
     *
     * @param project the project
     * @param properties the project's and the command line's
     * @param created when the image is made
     */
    static PomMetadata of(MavenProject project, BuildProperties properties, Timestamp created) {
        PomMetadata metadata = new PomMetadata();
        metadata.put("title", project.getName());
        metadata.put("version", project.getVersion());
        metadata.put("url", project.getUrl());
        metadata.put(
                "source", project.getScm() == null ? null : project.getScm().getUrl());
        metadata.put("licenses", licenses(project.getLicenses()));
        metadata.put(
                "vendor",
                project.getOrganization() == null
                        ? null
                        : project.getOrganization().getName());
        metadata.put("authors", authors(project.getDevelopers()));
        metadata.put("created", created.toString());
        metadata.put("revision", revision(properties));
        return metadata;
    }

    /**
     * Returns the metadata and what a user gave beside it, which wins; a key of this metadata that was given an empty
     * value is left out.
     */
    Annotations with(Annotations given) {
        Map<String, String> all = new TreeMap<>(values);
        given.values().forEach((key, value) -> {
            if (value.isEmpty() && values.containsKey(key)) {
                all.remove(key);
            } else {
                all.put(key, value);
            }
        });
        return Annotations.of(all);
    }

    private void put(String key, @Nullable String value) {
        Parameters.text(value).ifPresent(text -> values.put(PREFIX + key, text.trim()));
    }

    /** In a POM several licenses are a choice. */
    private static String licenses(List<License> licenses) {
        return String.join(
                " OR ",
                licenses.stream()
                        .map(License::getName)
                        .filter(Objects::nonNull)
                        .map(SpdxLicenses::find)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }

    private static String authors(List<Developer> developers) {
        List<String> authors = new ArrayList<>();
        for (Developer developer : developers) {
            Optional<String> name = Parameters.text(developer.getName()).or(() -> Parameters.text(developer.getId()));
            Optional<String> email = Parameters.text(developer.getEmail()).map(text -> "<" + text.trim() + ">");
            authors.add(String.join(
                    " ",
                    Stream.of(name.map(String::trim), email)
                            .flatMap(Optional::stream)
                            .toList()));
        }
        return String.join(
                ", ", authors.stream().filter(text -> !text.isEmpty()).toList());
    }

    private static @Nullable String revision(BuildProperties properties) {
        return REVISIONS.stream()
                .map(properties::findWhole)
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }
}
