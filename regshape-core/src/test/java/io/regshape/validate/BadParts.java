// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import static io.regshape.validate.BadLayouts.SOME_DIGEST;
import static io.regshape.validate.BadLayouts.bad;
import static io.regshape.validate.BadLayouts.descriptor;
import static io.regshape.validate.BadLayouts.good;
import static io.regshape.validate.BadLayouts.history;
import static io.regshape.validate.BadLayouts.platform;
import static io.regshape.validate.BadLayouts.plus;
import static io.regshape.validate.BadLayouts.rootfs;
import static io.regshape.validate.LayoutFixture.EMPTY;

import io.regshape.model.JsonObject;
import java.util.List;
import java.util.Map;

/** Layouts with a descriptor, a platform, annotations or a config that are wrong. */
final class BadParts {
    private BadParts() {}

    static void addDescriptors() {
        String entry = "index.json /manifests/0";
        bad(
                DocumentRule.DESCRIPTOR,
                "index.json /manifests/3/size",
                good().index(json ->
                        plus(json, descriptor("text/plain", SOME_DIGEST, 1).without("size"))));
        bad(
                DocumentRule.DESCRIPTOR,
                "index.json /manifests/3/size",
                good().index(json ->
                        plus(json, descriptor("text/plain", SOME_DIGEST, 1).with("size", -1))));
        bad(DocumentRule.DESCRIPTOR, entry + "/urls/0", good().entry(json -> json.with("urls", List.of(1))));
        bad(
                DocumentRule.MEDIA_TYPE,
                "index.json /manifests/3/mediaType",
                good().index(json -> plus(json, descriptor("text/plain; charset=utf-8", SOME_DIGEST, 1))));
        bad(DocumentRule.MEDIA_TYPE, entry + "/artifactType", good().entry(json -> json.with("artifactType", "x")));
        for (String digest : List.of(
                "sha256:../../x", "sha256:" + "A".repeat(64), "sha256:abc", "abc", "", "a:" + "b".repeat(256))) {
            bad(
                    DocumentRule.DIGEST,
                    "index.json /manifests/3/digest",
                    good().index(json -> plus(json, descriptor("text/plain", digest, 1))));
        }
        for (String data : List.of("e31=", "e30", "e30=e30=", "*", "e30KCg==")) {
            bad(
                    DocumentRule.DATA,
                    "blob NOTE /config/data",
                    good().artifact(json ->
                            json.with("config", json.object("config").with("data", data))));
        }
        for (String url : List.of("no scheme", "/relative", "https://exämple.com", "")) {
            bad(DocumentRule.URL, entry + "/urls/0", good().entry(json -> json.with("urls", List.of(url))));
        }
        bad(
                DocumentRule.URL_SCHEME,
                entry + "/urls/0",
                good().entry(json -> json.with("urls", List.of("ftp://example.com/x"))));
        bad(
                DocumentRule.EMPTY_BLOB,
                "blob NOTE /layers/0",
                good().artifact(json -> json.with(
                        "layers", List.of(json.objects("layers").get(0).with("mediaType", EMPTY)))));
        bad(
                DocumentRule.PLATFORM,
                entry + "/platform/os",
                good().entry(json ->
                        json.with("platform", json.object("platform").without("os"))),
                DocumentRule.PLATFORM_MISSING);
        bad(
                DocumentRule.PLATFORM,
                entry + "/platform/os.features",
                good().entry(json ->
                        json.with("platform", json.object("platform").with("os.features", "x"))));
        bad(
                DocumentRule.PLATFORM_VALUE,
                entry + "/platform/variant",
                good().entry(json ->
                        json.with("platform", json.object("platform").with("variant", "v9"))));
        bad(
                DocumentRule.PLATFORM_VALUE,
                "blob CONFIG /architecture",
                good().config(json -> json.with("architecture", "x86_64"))
                        .entry(json -> platform(json, "x86_64"))
                        .nested(json -> json.with(
                                "manifests", List.of(json.objects("manifests").get(1)))),
                DocumentRule.PLATFORM_VALUE);
        bad(DocumentRule.PLATFORM_MISSING, entry + "/platform", good().entry(json -> json.without("platform")));
        bad(DocumentRule.PLATFORM_DIFFERS, entry + "/platform", good().entry(json -> platform(json, "s390x")));
        bad(
                DocumentRule.ANNOTATIONS,
                "blob MANIFEST /annotations/com.example.x",
                good().manifest(json -> json.with("annotations", Map.of("com.example.x", 1))));
        bad(
                DocumentRule.ANNOTATIONS,
                "blob MANIFEST /annotations/com.example.x",
                good().manifest(json ->
                        json.with("annotations", JsonObject.empty().withNull("com.example.x"))));
        bad(
                DocumentRule.ANNOTATION_KEY,
                "blob MANIFEST /annotations/x",
                good().manifest(json -> json.with("annotations", Map.of("x", ""))));
        bad(
                DocumentRule.ANNOTATION_KEY,
                "blob CONFIG /config/Labels/a~1b",
                good().settings(json -> json.with("Labels", Map.of("a/b", ""))));
        bad(
                DocumentRule.ANNOTATION_RESERVED,
                "blob MANIFEST /annotations/org.opencontainers.image.mine",
                good().manifest(json -> json.with("annotations", Map.of("org.opencontainers.image.mine", ""))));
        bad(
                DocumentRule.ANNOTATION_VALUE,
                "blob MANIFEST /annotations/org.opencontainers.image.created",
                good().manifest(json -> json.with("annotations", Map.of("org.opencontainers.image.created", "today"))));
    }

    static void addConfigs() {
        bad(ConfigRule.CONFIG, "blob CONFIG /config/Cmd", good().settings(json -> json.with("Cmd", "/app/run")));
        bad(
                ConfigRule.CONFIG,
                "blob CONFIG /config/Volumes/~1data",
                good().settings(json -> json.with("Volumes", Map.of("/data", ""))));
        bad(
                ConfigRule.CONFIG,
                "blob CONFIG /rootfs",
                good().config(json -> json.without("rootfs")),
                ConfigRule.DIFF_ID_COUNT);
        bad(ConfigRule.CONFIG, "blob CONFIG /os", good().config(json -> json.without("os")));
        bad(
                ConfigRule.DIFF_ID_COUNT,
                "blob CONFIG /rootfs/diff_ids",
                good().config(json -> rootfs(json, ids -> ids.subList(0, 1))));
        bad(
                ConfigRule.DIFF_ID,
                "blob CONFIG /rootfs/diff_ids/1",
                good().config(json -> rootfs(json, ids -> List.of(ids.get(0), SOME_DIGEST))));
        bad(
                ConfigRule.HISTORY_COUNT,
                "blob CONFIG /history",
                good().config(json ->
                        json.with("history", json.objects("history").subList(0, 2))));
        for (String time : List.of("2026-01-02", "2026-02-30T00:00:00Z", "2026-01-02T03:04:05", "now", "")) {
            bad(ConfigRule.CREATED, "blob CONFIG /created", good().config(json -> json.with("created", time)));
        }
        bad(
                ConfigRule.ROOTFS_TYPE,
                "blob CONFIG /rootfs/type",
                good().config(json -> json.with("rootfs", json.object("rootfs").with("type", "tars"))));
        bad(
                ConfigRule.DIFF_ID_FORM,
                "blob CONFIG /rootfs/diff_ids/1",
                good().config(json -> rootfs(json, ids -> List.of(ids.get(0), "sha256:1"))));
        bad(
                ConfigRule.SETTING,
                "blob CONFIG /config/Env/0",
                good().settings(json -> json.with("Env", List.of("PATH"))));
        bad(
                ConfigRule.SETTING,
                "blob CONFIG /config/ExposedPorts/http",
                good().settings(json -> json.with("ExposedPorts", Map.of("http", JsonObject.empty()))));
        bad(
                ConfigRule.HISTORY,
                "blob CONFIG /history/0/empty_layer",
                good().config(json -> history(json, step -> step.with("empty_layer", "no"))));
        bad(
                ConfigRule.CREATED,
                "blob CONFIG /history/0/created",
                good().config(json -> history(json, step -> step.with("created", "x"))));
    }
}
