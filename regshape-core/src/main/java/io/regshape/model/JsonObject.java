// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object that knows where it was read, so that an error can name the place.
 *
 * <p>Getters treat a field that is null as absent, as the spec does for optional fields (config.md, "Properties").
 * Changes ({@link #with}, {@link #without}) give a new object and leave every other field as it was.
 */
public final class JsonObject {
    /** The largest document that is read, in bytes: 4 MiB, what registries take for a manifest. */
    public static final int LIMIT = 4 * 1024 * 1024;

    private final Map<String, @Nullable Object> fields;
    private final String document;
    private final String pointer;

    private JsonObject(Map<String, @Nullable Object> fields, String document, String pointer) {
        this.fields = Collections.unmodifiableMap(fields);
        this.document = document;
        this.pointer = pointer;
    }

    /** Returns an object without fields. */
    public static JsonObject empty() {
        return new JsonObject(new LinkedHashMap<>(), "", "");
    }

    /**
     * Reads a document.
     *
     * @param bytes UTF-8 text of one JSON object
     * @param document the name of the document, for errors
     * @return the object
     * @throws RegshapeException if the bytes are anything else, or an object has a key twice
     */
    public static JsonObject parse(byte[] bytes, String document) {
        if (bytes.length > LIMIT) {
            throw tooLong(bytes, document);
        }
        return new JsonObject(Json.parse(bytes, document), document, "");
    }

    /**
     * Reads a document that is an array of objects.
     *
     * @param bytes UTF-8 text of one JSON array
     * @param document the name of the document, for errors
     * @return the objects
     * @throws RegshapeException if the bytes are anything else, or an object has a key twice
     */
    public static List<JsonObject> parseArray(byte[] bytes, String document) {
        if (bytes.length > LIMIT) {
            throw tooLong(bytes, document);
        }
        // As the only field of an object that is not there, so the pointers of the elements lack its slash.
        return new JsonObject(Map.of("", Json.parseArray(bytes, document)), document, "")
                .objects("").stream()
                        .map(element -> new JsonObject(element.fields, document, element.pointer.substring(1)))
                        .toList();
    }

    private static RegshapeException tooLong(byte[] bytes, String document) {
        return new RegshapeException(
                Kind.BAD_LAYOUT, document + " has " + bytes.length + " bytes, more than the limit of " + LIMIT);
    }

    /**
     * Reads a document whatever is wrong with it, for a validator.
     *
     * @param bytes the document
     * @param document its name
     * @param faults is told of everything that makes it no proper JSON document
     * @return the object, if the bytes have one; of a key that is there twice the last value
     */
    public static Optional<JsonObject> read(byte[] bytes, String document, Consumer<JsonFault> faults) {
        if (bytes.length > LIMIT) {
            faults.accept(new JsonFault(
                    JsonFault.Kind.LIMIT, "", "has " + bytes.length + " bytes, more than the limit of " + LIMIT));
            return Optional.empty();
        }
        return Json.read(bytes, faults).map(fields -> new JsonObject(fields, document, ""));
    }

    /**
     * Returns all fields, in the order they stand, for those that take nothing for granted.
     *
     * @return each value as a {@code Map}, {@code List}, {@code String}, {@code Long}, {@code BigInteger},
     *     {@code BigDecimal}, {@code Boolean} or null
     */
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** Returns the names of all fields, in the order they stand. */
    public Set<String> names() {
        return fields.keySet();
    }

    /** Returns whether a field is there and not null. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /**
     * Returns a required string.
     *
     * @throws RegshapeException if it is absent or no string
     */
    public String string(String name) {
        return findString(name).orElseThrow(() -> missing(name, "a string"));
    }

    /**
     * Returns an optional string.
     *
     * @throws RegshapeException if it is there and no string
     */
    public Optional<String> findString(String name) {
        return find(name, String.class, "a string");
    }

    /**
     * Returns a required whole number.
     *
     * @throws RegshapeException if it is absent, no number, or outside the range of a long
     */
    public long number(String name) {
        return find(name, Long.class, "a whole number").orElseThrow(() -> missing(name, "a whole number"));
    }

    /**
     * Returns a truth value.
     *
     * @return its value, false when absent
     * @throws RegshapeException if it is there and neither true nor false
     */
    public boolean flag(String name) {
        return find(name, Boolean.class, "true or false").orElse(false);
    }

    /**
     * Returns a required object.
     *
     * @throws RegshapeException if it is absent or no object
     */
    public JsonObject object(String name) {
        return findObject(name).orElseThrow(() -> missing(name, "an object"));
    }

    /**
     * Returns an optional object.
     *
     * @throws RegshapeException if it is there and no object
     */
    public Optional<JsonObject> findObject(String name) {
        return find(name, Map.class, "an object").map(value -> child(value, name));
    }

    /**
     * Returns an array of objects.
     *
     * @return its elements, none when the field is absent
     * @throws RegshapeException if it is there and no array of objects
     */
    public List<JsonObject> objects(String name) {
        List<JsonObject> result = new ArrayList<>();
        List<?> array = find(name, List.class, "an array of objects").orElse(List.of());
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof Map<?, ?> value)) {
                throw wrong(name + "/" + i, "an object", array.get(i));
            }
            result.add(child(value, name + "/" + i));
        }
        return result;
    }

    /**
     * Returns an array of strings.
     *
     * @return its elements, none when the field is absent
     * @throws RegshapeException if it is there and no array of strings
     */
    public List<String> strings(String name) {
        List<String> result = new ArrayList<>();
        List<?> array = find(name, List.class, "an array of strings").orElse(List.of());
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof String value)) {
                throw wrong(name + "/" + i, "a string", array.get(i));
            }
            result.add(value);
        }
        return result;
    }

    /**
     * Returns a map of strings.
     *
     * @return its entries, none when the field is absent
     * @throws RegshapeException if it is there and no object with string values alone
     */
    public SortedMap<String, String> stringMap(String name) {
        SortedMap<String, String> result = new TreeMap<>();
        findObject(name).ifPresent(map -> {
            for (String key : map.names()) {
                result.put(key, map.string(key));
            }
        });
        return result;
    }

    /**
     * Sets a field, in its place when it is there, else at the end.
     *
     * @param name the field
     * @param value a string, whole number, {@code BigDecimal}, Boolean, {@code JsonObject}, or a list or map of those;
     *     anything else is taken as its text
     * @return a new object
     */
    public JsonObject with(String name, Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.put(name, plain(value));
        return new JsonObject(changed, document, pointer);
    }

    /**
     * Sets every field that another object has.
     *
     * @param others the fields to set
     * @return a new object
     */
    public JsonObject withAll(JsonObject others) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.putAll(others.fields);
        return new JsonObject(changed, document, pointer);
    }

    /** Sets a field to null. */
    public JsonObject withNull(String name) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.put(name, null);
        return new JsonObject(changed, document, pointer);
    }

    /** Sets a field when there is a value, else removes it. */
    public JsonObject withOptional(String name, Optional<?> value) {
        return value.isPresent() ? with(name, value.get()) : without(name);
    }

    /** Removes a field. */
    public JsonObject without(String name) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.remove(name);
        return new JsonObject(changed, document, pointer);
    }

    /**
     * Writes the object for a blob: no white space, keys sorted, so that equal content has equal bytes
     * (considerations.md, "Canonicalization"; RFC 8785).
     */
    public byte[] toCanonicalBytes() {
        return Json.canonical(fields);
    }

    /** Writes the object for people: indented, keys in their order, a line feed at the end. */
    public byte[] toPrettyBytes() {
        return Json.pretty(fields);
    }

    /** Returns the name of the document and, below its root, the JSON pointer (RFC 6901). */
    public String where() {
        return pointer.isEmpty() ? document : document + " " + pointer;
    }

    /** Returns the JSON pointer of this object in its document, empty for the root (RFC 6901). */
    public String pointer() {
        return pointer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Returns the canonical text. */
    @Override
    public String toString() {
        return new String(toCanonicalBytes(), StandardCharsets.UTF_8);
    }

    private <T> Optional<T> find(String name, Class<T> type, String wanted) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrong(name, wanted, value);
        }
        return Optional.of(type.cast(value));
    }

    @SuppressWarnings("unchecked")
    private JsonObject child(Map<?, ?> value, String name) {
        String escaped = name.replace("~", "~0");
        return new JsonObject((Map<String, @Nullable Object>) value, document, pointer + "/" + escaped);
    }

    private RegshapeException missing(String name, String wanted) {
        return new RegshapeException(
                Kind.BAD_LAYOUT, document + ": " + pointer + "/" + name + " is missing, it must be " + wanted);
    }

    private RegshapeException wrong(String name, String wanted, @Nullable Object value) {
        String shown = String.valueOf(value);
        return new RegshapeException(
                Kind.BAD_LAYOUT,
                document + ": " + pointer + "/" + name + " must be " + wanted + ", it is "
                        + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown));
    }

    private static Object plain(Object value) {
        if (value instanceof JsonObject object) {
            return object.fields;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonObject::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put((String) key, plain(element)));
            return copy;
        }
        if (value instanceof Number
                && !(value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal)) {
            throw new IllegalArgumentException(
                    "a " + value.getClass().getSimpleName() + " is no number that is written");
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
