// SPDX-License-Identifier: Apache-2.0
package io.regshape.report;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.LayoutReader;
import io.regshape.model.JsonObject;
import io.regshape.validate.CheckedImage;
import io.regshape.validate.CheckedLayer;
import io.regshape.validate.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the page about one image: what it is, its layers, its history, its config, and what was found there. */
final class HtmlImage {
    /** More of a config is for nobody to read. */
    private static final int MOST_CONFIG = 64 * 1024;

    private static final List<String> SETTINGS = List.of(
            "Entrypoint", "Cmd", "User", "WorkingDir", "Env", "ExposedPorts", "Volumes", "StopSignal", "Labels");

    private final Page page;
    private final CheckedImage image;
    private final List<Finding> findings;
    private final long largestLayer;

    HtmlImage(Page page, CheckedImage image, List<Finding> findings, long largestLayer) {
        this.page = page;
        this.image = image;
        this.findings = findings;
        this.largestLayer = largestLayer;
    }

    void write(String id, LayoutReader layout) throws IOException {
        Optional<JsonObject> config = config(layout);
        page.markup("<section id=\"" + id + "\">\n");
        String name = image.names().isEmpty() ? "Without a name" : String.join(", ", image.names());
        page.element("h2", name);
        facts(config);
        page.findings(about(image.digest()), false);
        layers(config.map(HtmlImage::stepsWithLayer).orElse(List.of()));
        if (config.isPresent()) {
            history(config.get());
        }
        config(config);
        page.markup("</section>\n");
    }

    private void facts(Optional<JsonObject> config) throws IOException {
        page.markup("<dl class=\"facts\">\n");
        if (image.platform().isPresent()) {
            page.fact("Platform", image.platform().get());
        }
        if (image.artifactType().isPresent()) {
            page.fact("Artifact", image.artifactType().get());
        }
        Optional<Object> created =
                config.flatMap(json -> Optional.ofNullable(json.fields().get("created")));
        if (created.isPresent()) {
            page.fact("Created", created.get());
        }
        long size = image.layers().stream().mapToLong(CheckedLayer::size).sum();
        long unpacked = image.layers().stream()
                .mapToLong(layer -> layer.unpackedSize().orElse(0))
                .sum();
        page.fact("Size", Page.bytes(size) + (unpacked == 0 ? "" : ", " + Page.bytes(unpacked) + " unpacked"));
        page.fact("Manifest", image.digest());
        page.markup("</dl>\n");
    }

    private void layers(List<String> steps) throws IOException {
        page.markup("<h3>")
                .text(Page.count(image.layers().size(), "layer", "layers"))
                .markup("</h3>\n");
        page.markup("<ol class=\"layers\">\n");
        Set<Digest> seen = new HashSet<>();
        for (int i = 0; i < image.layers().size(); i++) {
            CheckedLayer layer = image.layers().get(i);
            double width = largestLayer == 0 ? 0 : 100.0 * layer.size() / largestLayer;
            page.markup("<li>\n<div class=\"bar\"><div style=\"width:")
                    .markup(String.format(Locale.ROOT, "%.2f", Math.min(width, 100)))
                    .markup("%\"></div></div>\n<p><b>")
                    .text(Page.bytes(layer.size()))
                    .markup("</b> ");
            if (layer.unpackedSize().isPresent()) {
                page.text(Page.bytes(layer.unpackedSize().getAsLong()) + " unpacked, ")
                        .text(Page.count(layer.entries().orElse(0), "entry", "entries"));
            } else {
                page.text(layer.mediaType());
            }
            page.markup("</p>\n").element("code class=\"digest\"", layer.digest());
            if (steps.size() == image.layers().size()) {
                page.element("p class=\"step\"", steps.get(i));
            }
            if (seen.add(layer.digest())) {
                page.findings(about(layer.digest()), false);
            }
            page.markup("</li>\n");
        }
        page.markup("</ol>\n");
    }

    private void history(JsonObject config) throws IOException {
        List<Map<?, ?>> steps = steps(config);
        if (steps.isEmpty()) {
            return;
        }
        page.markup("<details><summary>")
                .text("History, " + Page.count(steps.size(), "step", "steps"))
                .markup("</summary>\n<ol class=\"history\">\n");
        for (Map<?, ?> step : steps) {
            page.markup("<li>").element("p class=\"step\"", shown(step.get("created_by")));
            page.markup("<p class=\"when\">").text(shown(step.get("created")));
            page.text(Boolean.TRUE.equals(step.get("empty_layer")) ? ", no layer" : "");
            page.markup("</p></li>\n");
        }
        page.markup("</ol>\n</details>\n");
    }

    private void config(Optional<JsonObject> config) throws IOException {
        List<Finding> about =
                image.config().map(descriptor -> about(descriptor.digest())).orElse(List.of());
        if (config.isEmpty() && about.isEmpty()) {
            return;
        }
        page.element("h3", "Config").findings(about, false);
        if (config.isEmpty()) {
            return;
        }
        if (config.get().fields().get("config") instanceof Map<?, ?> settings) {
            page.markup("<dl class=\"settings\">\n");
            for (String name : SETTINGS) {
                if (settings.get(name) != null) {
                    page.fact(name, shown(settings.get(name)));
                }
            }
            page.markup("</dl>\n");
        }
        String text = new String(config.get().toPrettyBytes(), StandardCharsets.UTF_8);
        boolean cut = text.length() > MOST_CONFIG;
        page.markup("<details><summary>The whole config</summary>\n<pre>")
                .text(cut ? text.substring(0, MOST_CONFIG) + "\n... (" + text.length() + " characters)" : text)
                .markup("</pre>\n</details>\n");
    }

    private List<Finding> about(Digest digest) {
        return findings.stream()
                .filter(finding ->
                        finding.place().digest().filter(digest::equals).isPresent())
                .toList();
    }

    private Optional<JsonObject> config(LayoutReader layout) throws IOException {
        if (image.config()
                .filter(descriptor -> descriptor.mediaType().isImageConfig())
                .isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(layout.readDocument(image.config().get(), "the report"));
        } catch (RegshapeException e) {
            // The findings say what is wrong with it.
            return Optional.empty();
        }
    }

    private static List<Map<?, ?>> steps(JsonObject config) {
        List<Map<?, ?>> steps = new ArrayList<>();
        if (config.fields().get("history") instanceof List<?> history) {
            for (Object step : history) {
                steps.add(step instanceof Map<?, ?> map ? map : Map.of());
            }
        }
        return steps;
    }

    private static List<String> stepsWithLayer(JsonObject config) {
        return steps(config).stream()
                .filter(step -> !Boolean.TRUE.equals(step.get("empty_layer")))
                .map(step -> shown(step.get("created_by")))
                .toList();
    }

    /** Lists go on several lines, sets and maps too. */
    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return String.join("\n", list.stream().map(HtmlImage::shown).toList());
        }
        if (value instanceof Map<?, ?> map) {
            return String.join(
                    "\n",
                    map.entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + (entry.getValue() instanceof String text ? " = " + text : ""))
                            .toList());
        }
        return value == null ? "" : value.toString();
    }
}
