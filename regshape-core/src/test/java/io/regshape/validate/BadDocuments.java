// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static io.regshape.validate.BadLayouts.SOME_DIGEST;
import static io.regshape.validate.BadLayouts.bad;
import static io.regshape.validate.BadLayouts.deep;
import static io.regshape.validate.BadLayouts.descriptor;
import static io.regshape.validate.BadLayouts.good;
import static io.regshape.validate.BadLayouts.plus;
import static io.regshape.validate.LayoutFixture.INDEX;

import io.regshape.model.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Layouts with a document that is wrong. */
final class BadDocuments {
    private BadDocuments() {}

    static void addJson() {
        bad(DocumentRule.JSON, "index.json", good().indexText(text -> "[]"));
        bad(DocumentRule.JSON, "index.json", good().indexText(text -> text.replace("2,", "2")));
        bad(DocumentRule.JSON, "index.json", good().indexText(text -> "\ufeff" + text));
        bad(
                DocumentRule.JSON_KEY_TWICE,
                "index.json /schemaVersion",
                good().indexText(text -> text.replaceFirst("\\{", "{\"schemaVersion\":2,")));
        bad(DocumentRule.JSON_TRAILING, "index.json", good().indexText(text -> text + "{}"));
        bad(DocumentRule.JSON_TRAILING, "index.json", good().indexText(text -> text + "\0"));
        bad(DocumentRule.JSON_LIMIT, "index.json", good().indexText(text -> text + " ".repeat(JsonObject.LIMIT)));
        bad(
                DocumentRule.JSON_LIMIT,
                "index.json",
                good().indexText(text -> "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"));
        bad(DocumentRule.JSON_CASE, "blob MANIFEST /Layers", good().manifest(json -> json.with("Layers", List.of())));
        bad(DocumentRule.JSON_CASE, "index.json /manifests/0/Digest", good().entry(json -> json.with("Digest", "x")));
    }

    static void add() {
        bad(DocumentRule.AMBIGUOUS, "blob MANIFEST", good().manifest(json -> json.with("manifests", List.of())));
        bad(DocumentRule.AMBIGUOUS, "index.json", good().index(json -> json.with("layers", List.of())));
        bad(
                DocumentRule.DOCUMENT_TYPE,
                "blob MANIFEST /mediaType",
                good().manifest(json -> json.with("mediaType", INDEX)));
        bad(DocumentRule.DOCUMENT_TYPE, "index.json /mediaType", good().index(json -> json.with("mediaType", "a/b")));
        bad(
                DocumentRule.DOCUMENT_TYPE_MISSING,
                "index.json /mediaType",
                good().index(json -> json.without("mediaType")));
        bad(
                DocumentRule.SCHEMA_VERSION,
                "blob MANIFEST /schemaVersion",
                good().manifest(json -> json.with("schemaVersion", 1)));
        bad(
                DocumentRule.SCHEMA_VERSION,
                "index.json /schemaVersion",
                good().index(json -> json.with("schemaVersion", "2")));
        bad(
                DocumentRule.SCHEMA_VERSION,
                "index.json /schemaVersion",
                good().index(json -> json.without("schemaVersion")));
        bad(DocumentRule.INDEX, "index.json /manifests", good().index(json -> json.withNull("manifests")));
        bad(
                DocumentRule.INDEX,
                "index.json /manifests/3",
                good().indexText(text -> text.replaceFirst("\n  \\]", ",7]")));
        bad(DocumentRule.INDEX, "index.json /mediaType", good().index(json -> json.with("mediaType", 1)));
        bad(DocumentRule.DEPTH, "*", deep());
        bad(
                DocumentRule.REF_NAME_REPEATED,
                "index.json /manifests/3",
                good().index(json -> plus(json, json.objects("manifests").get(0))));
        bad(
                DocumentRule.PLATFORM_REPEATED,
                "blob NESTED /manifests/2/platform",
                good().nested(json -> plus(json, json.objects("manifests").get(0))));
        bad(
                DocumentRule.REF_NAME,
                "index.json /manifests/0/annotations/org.opencontainers.image.ref.name",
                good().entry(json -> LayoutFixture.named(json, "a b")));
        bad(DocumentRule.MANIFEST, "blob NOTE /config", good().artifact(json -> json.without("config")));
        bad(DocumentRule.MANIFEST, "blob NOTE /layers", good().artifact(json -> json.withNull("layers")));
        bad(DocumentRule.MANIFEST, "blob MANIFEST /layers/2", good().manifest(json -> {
            List<Object> layers = new ArrayList<>(json.objects("layers"));
            layers.add("x");
            return json.with("layers", layers);
        }));
        bad(
                DocumentRule.ARTIFACT_TYPE,
                "blob NOTE /artifactType",
                good().artifact(json -> json.without("artifactType")));
        bad(DocumentRule.NO_LAYERS, "blob NOTE /layers", good().artifact(json -> json.with("layers", List.of())));
        bad(
                DocumentRule.LAYER_TYPE,
                "blob MANIFEST /layers/1/mediaType",
                good().layer(json -> json.with("mediaType", "application/x-tar")));
        bad(
                DocumentRule.SUBJECT,
                "blob NOTE /subject",
                good().artifact(json -> json.with("subject", descriptor(LayoutFixture.MANIFEST, SOME_DIGEST, 5))));
    }
}
