// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Annotations or labels: text by key, sorted by key (annotations.md, "Rules").
 *
 * @param values the entries; copied
 */
public record Annotations(SortedMap<String, String> values) {
    /** The key of a reference name in {@code index.json}. */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    /** The key of the digest of the manifest that an image is built on. */
    public static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

    private static final Annotations NONE = new Annotations(new TreeMap<>());

    /**
     * Copies the entries.
     *
     * @throws RegshapeException if a key is empty
     */
    public Annotations {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (values.containsKey("")) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "an annotation key is empty (value '" + values.get("")
                            + "'): it must be a name, for example org.opencontainers.image.version");
        }
    }

    /** Returns no annotations. */
    public static Annotations none() {
        return NONE;
    }

    /**
     * Makes annotations from a map.
     *
     * @throws RegshapeException if a key is empty
     */
    public static Annotations of(Map<String, String> values) {
        return new Annotations(new TreeMap<>(values));
    }

    /** Reads the field of that name, no annotations when it is absent. */
    static Annotations read(JsonObject json, String name) {
        return new Annotations(json.stringMap(name));
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns the value of a key. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns these and the given ones; the given ones win. */
    public Annotations mergedWith(Annotations others) {
        SortedMap<String, String> merged = new TreeMap<>(values);
        merged.putAll(others.values);
        return new Annotations(merged);
    }

    /** Returns these without the one of a key. */
    public Annotations without(String key) {
        SortedMap<String, String> others = new TreeMap<>(values);
        others.remove(key);
        return new Annotations(others);
    }

    /** Writes the field of that name, or leaves it out when there are no annotations. */
    public JsonObject write(JsonObject json, String name) {
        return isEmpty() ? json.without(name) : json.with(name, values);
    }
}
