// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An image index, kept as its JSON tree so that entries and fields of other tools stay as they are (image-index.md).
 *
 * @param json the document
 */
public record Index(JsonObject json) {

    /**
     * Checks what every reader relies on.
     *
     * @throws RegshapeException if it is no index, or could also be read as a manifest (CVE-2021-41190)
     */
    public Index {
        if (json.number("schemaVersion") != 2) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    json.where() + ": /schemaVersion must be 2, it is " + json.number("schemaVersion"));
        }
        if (json.has("layers") || json.has("config")) {
            throw new RegshapeException(
                    Kind.BAD_LAYOUT,
                    json.where() + " has fields of a manifest beside those of an index: it is ambiguous");
        }
        json.findString("mediaType")
                .map(MediaType::parse)
                .filter(type -> !type.isIndex())
                .ifPresent(type -> {
                    throw new RegshapeException(
                            Kind.BAD_LAYOUT,
                            json.where() + ": /mediaType must be " + MediaType.IMAGE_INDEX + ", it is " + type);
                });
    }

    /** Returns an index without entries. */
    public static Index empty() {
        return new Index(JsonObject.empty()
                .with("schemaVersion", 2)
                .with("mediaType", MediaType.IMAGE_INDEX.value())
                .with("manifests", List.of()));
    }

    /** Returns the entries. */
    public List<Descriptor> manifests() {
        return entries().stream().map(Descriptor::fromJson).toList();
    }

    /** Returns the entries with the fields that nobody here knows. */
    public List<JsonObject> entries() {
        return json.objects("manifests");
    }

    /** Returns the reference name of an entry; by another tool it need not follow the grammar. */
    public static Optional<String> refNameOf(Descriptor entry) {
        return entry.annotations().get(Annotations.REF_NAME);
    }

    /**
     * Moves every entry that points at a manifest to another one; their names and other fields stay, but for the bytes of
     * the manifest itself.
     *
     * @param old the digest of the manifest that they point at
     * @param manifest the manifest that they are to point at
     * @param platform what that one runs on
     * @return the new index
     */
    public Index withMoved(Digest old, Descriptor manifest, Optional<Platform> platform) {
        List<JsonObject> entries = new ArrayList<>();
        for (JsonObject entry : entries()) {
            entries.add(
                    entry.string("digest").equals(old.toString())
                            ? entry.with("digest", manifest.digest())
                                    .with("size", manifest.size())
                                    .withOptional("platform", platform.map(Platform::toJson))
                                    .without("data")
                            : entry);
        }
        return new Index(json.with("manifests", entries));
    }

    /**
     * Puts an entry where the first one that it replaces stood, else at the end, and drops the others that it replaces.
     *
     * @param entry the new entry
     * @param replaced which entries it takes the place of
     * @return the new index
     */
    public Index withEntry(Descriptor entry, Predicate<Descriptor> replaced) {
        List<JsonObject> entries = new ArrayList<>();
        boolean placed = false;
        for (JsonObject old : entries()) {
            if (!replaced.test(Descriptor.fromJson(old))) {
                entries.add(old);
            } else if (!placed) {
                entries.add(entry.toJson());
                placed = true;
            }
        }
        if (!placed) {
            entries.add(entry.toJson());
        }
        return with(entries);
    }

    /**
     * Puts entries of other indexes in the places of those with the same names, and of those without a name that point to
     * the same; the rest go to the end.
     *
     * @param others descriptors, no two of them with one name; their fields stay
     * @return the new index
     */
    public Index withNamed(List<JsonObject> others) {
        Map<List<String>, JsonObject> byName = new LinkedHashMap<>();
        others.forEach(other -> byName.put(nameOf(other), other));
        Set<List<String>> placed = new HashSet<>();
        List<JsonObject> all = new ArrayList<>();
        for (JsonObject old : entries()) {
            List<String> name = nameOf(old);
            JsonObject other = byName.get(name);
            if (other == null) {
                all.add(old);
            } else if (placed.add(name)) {
                all.add(other);
            }
        }
        byName.keySet().removeAll(placed);
        all.addAll(byName.values());
        return with(all);
    }

    private static List<String> nameOf(JsonObject entry) {
        Descriptor descriptor = Descriptor.fromJson(entry);
        return refNameOf(descriptor)
                .map(name -> List.of("named", name))
                .orElseGet(() -> List.of("unnamed", descriptor.digest().toString()));
    }

    private Index with(List<JsonObject> entries) {
        JsonObject typed = json.has("mediaType") ? json : json.with("mediaType", MediaType.IMAGE_INDEX.value());
        return new Index(typed.with("manifests", entries));
    }

    // Written out, as is hashCode, for builds to start fast: ARCHITECTURE.md, "Conventions".
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Index that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }
}
