// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that is being checked. A field of a wrong type is reported and then treated as absent, so
 * that one fault hides no other. Null counts as absent (config.md, "Properties").
 */
final class Fields {
    private final Map<?, ?> values;
    private final Place place;
    private final Rule rule;
    private final Findings findings;

    /**
     * Wraps an object.
     *
     * @param place where it stands
     * @param rule what is broken when a field is missing or has a wrong type
     */
    Fields(Map<?, ?> values, Place place, Rule rule, Findings findings) {
        this.values = values;
        this.place = place;
        this.rule = rule;
        this.findings = findings;
    }

    /** A string, and where it stands. */
    record Text(String value, Place place) {}

    Place place() {
        return place;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** Reports fields that are called like one of the spec but for the case. */
    Fields checkNames(Set<String> known) {
        Map<String, String> byLowerCase = new TreeMap<>();
        known.forEach(name -> byLowerCase.put(name.toLowerCase(Locale.ROOT), name));
        for (Object name : values.keySet()) {
            String meant = byLowerCase.get(name.toString().toLowerCase(Locale.ROOT));
            if (meant != null && !known.contains(name.toString())) {
                findings.report(
                        DocumentRule.JSON_CASE,
                        place.at(name),
                        "the field is not '" + meant + "', but some readers take it for that");
            }
        }
        return this;
    }

    Optional<Text> text(String name) {
        return find(name, String.class, "a string").map(value -> new Text(value, place.at(name)));
    }

    /** Returns a string in an object in this one, and reports nothing when there is none. */
    Optional<Text> peek(String object, String name) {
        return values.get(object) instanceof Map<?, ?> map && map.get(name) instanceof String value
                ? Optional.of(new Text(value, place.at(object).at(name)))
                : Optional.empty();
    }

    Optional<Text> requiredText(String name) {
        return require(name, "a string") ? text(name) : Optional.empty();
    }

    Optional<Long> number(String name) {
        return find(name, Long.class, "a whole number");
    }

    Optional<Long> requiredNumber(String name) {
        return require(name, "a whole number") ? number(name) : Optional.empty();
    }

    /** Returns the fields with another rule for those that are missing or have a wrong type. */
    Fields under(Rule other) {
        return new Fields(values, place, other, findings);
    }

    Optional<Boolean> flag(String name) {
        return find(name, Boolean.class, "true or false");
    }

    /** Returns an object, whose own fields are under another rule. */
    Optional<Fields> object(String name, Rule ofItsFields) {
        return find(name, Map.class, "an object")
                .map(value -> new Fields(value, place.at(name), ofItsFields, findings));
    }

    Optional<Fields> requiredObject(String name, Rule ofItsFields) {
        return require(name, "an object") ? object(name, ofItsFields) : Optional.empty();
    }

    /** Returns those elements of an array that are objects; empty when there is no array, or another element in it. */
    List<Fields> objects(String name, Rule ofTheirFields) {
        List<Fields> objects = new ArrayList<>();
        List<?> array = find(name, List.class, "an array of objects").orElse(List.of());
        for (int i = 0; i < array.size(); i++) {
            Place at = place.at(name).at(i);
            if (array.get(i) instanceof Map<?, ?> object) {
                objects.add(new Fields(object, at, ofTheirFields, findings));
            } else {
                wrong(at, "an object", array.get(i));
            }
        }
        return objects;
    }

    List<Fields> requiredObjects(String name, Rule ofTheirFields) {
        return require(name, "an array of objects") ? objects(name, ofTheirFields) : List.of();
    }

    List<Text> texts(String name) {
        List<Text> texts = new ArrayList<>();
        List<?> array = find(name, List.class, "an array of strings").orElse(List.of());
        for (int i = 0; i < array.size(); i++) {
            Place at = place.at(name).at(i);
            if (array.get(i) instanceof String text) {
                texts.add(new Text(text, at));
            } else {
                wrong(at, "a string", array.get(i));
            }
        }
        return texts;
    }

    List<Text> requiredTexts(String name) {
        return require(name, "an array of strings") ? texts(name) : List.of();
    }

    /** Returns how many elements an array has, whatever they are. */
    int length(String name) {
        return values.get(name) instanceof List<?> array ? array.size() : 0;
    }

    /** Returns the names of all fields, of Go's type {@code map[string]struct{}} for one. */
    List<Text> names() {
        return values.keySet().stream()
                .map(name -> new Text(name.toString(), place.at(name)))
                .toList();
    }

    /** Reports something about this object. */
    void report(Rule broken, String message) {
        findings.report(broken, place, message);
    }

    /** Reports something about one of its fields. */
    void report(Rule broken, String name, String message) {
        findings.report(broken, place.at(name), message);
    }

    /** Reports something about a string in this object. */
    void report(Rule broken, Text text, String message) {
        findings.report(broken, text.place(), message);
    }

    private boolean require(String name, String wanted) {
        boolean there = has(name);
        if (!there) {
            findings.report(rule, place.at(name), "the field is missing, it must be " + wanted);
        }
        return there;
    }

    private <T> Optional<T> find(String name, Class<T> type, String wanted) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            wrong(place.at(name), wanted, value);
            return Optional.empty();
        }
        return Optional.ofNullable(type.cast(value));
    }

    private void wrong(Place at, String wanted, @Nullable Object value) {
        findings.report(rule, at, "the value must be " + wanted + ", it is " + kind(value));
    }

    private static String kind(@Nullable Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value == null ? "null" : Printable.value(value);
    }
}
