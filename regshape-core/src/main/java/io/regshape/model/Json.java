// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only JSON reader and writer. A value is a {@code Map}, {@code List}, {@code String}, {@code Long},
 * {@code BigInteger}, {@code BigDecimal}, {@code Boolean} or null.
 *
 * <p>It uses the streaming half of Jackson alone: binding objects would cost a goal more time at start than all its
 * other work on a small layer (docs/decisions/0002).
 */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxNumberLength(100)
                    .maxStringLength(JsonObject.LIMIT)
                    .build())
            .build();

    private static final DefaultPrettyPrinter PRETTY = pretty();

    private Json() {}

    /** Reads one JSON object and nothing after it: UTF-8, no key twice in an object, bounded depth. */
    static Map<String, @Nullable Object> parse(byte[] bytes, String where) {
        return read(bytes, refuse(where)).orElseThrow();
    }

    /** Reads one JSON array and nothing after it, in the same way. */
    static List<@Nullable Object> parseArray(byte[] bytes, String where) {
        return read(bytes, JsonToken.START_ARRAY, "array", Json::readArray, refuse(where))
                .orElseThrow();
    }

    private static Consumer<JsonFault> refuse(String where) {
        return fault -> {
            throw new RegshapeException(Kind.BAD_LAYOUT, where + " " + fault.message());
        };
    }

    /**
     * Reads one JSON object.
     *
     * @param faults is told of everything that is wrong
     * @return the object, if there is one
     */
    static Optional<Map<String, @Nullable Object>> read(byte[] bytes, Consumer<JsonFault> faults) {
        return read(bytes, JsonToken.START_OBJECT, "object", Json::readObject, faults);
    }

    /** Reads what follows the token that begins it. */
    private interface Reader<T> {
        T read(JsonParser parser, Consumer<JsonFault> faults) throws IOException;
    }

    private static <T> Optional<T> read(
            byte[] bytes, JsonToken start, String kind, Reader<T> reader, Consumer<JsonFault> faults) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.accept(new JsonFault(JsonFault.Kind.SYNTAX, "", "is not JSON: it is not UTF-8"));
            return Optional.empty();
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != start) {
                faults.accept(new JsonFault(JsonFault.Kind.SYNTAX, "", "is not a JSON " + kind));
                return Optional.empty();
            }
            T value = reader.read(parser, faults);
            if (hasMore(parser)) {
                faults.accept(new JsonFault(JsonFault.Kind.TRAILING_BYTES, "", "has bytes after its JSON " + kind));
            }
            return Optional.of(value);
        } catch (JsonProcessingException e) {
            JsonFault.Kind fault =
                    e instanceof StreamConstraintsException ? JsonFault.Kind.LIMIT : JsonFault.Kind.SYNTAX;
            faults.accept(new JsonFault(fault, "", "is not JSON: " + message(e) + place(e.getLocation())));
            return Optional.empty();
        } catch (NumberFormatException e) {
            // An exponent of more digits than a BigDecimal has.
            faults.accept(new JsonFault(JsonFault.Kind.LIMIT, "", "is not JSON: " + e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string does not fail", e);
        }
    }

    private static boolean hasMore(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() != null;
        } catch (JsonProcessingException e) {
            return true;
        }
    }

    /** Of another place the library says what source it lies in, where only line and column mean something. */
    private static String message(JsonProcessingException e) {
        return e.getOriginalMessage()
                .replaceAll("\\[Source: [^\\]]*line: ([0-9]+), column: ([0-9]+)]", "line $1, column $2");
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Map<String, @Nullable Object> readObject(JsonParser parser, Consumer<JsonFault> faults)
            throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (object.containsKey(name)) {
                faults.accept(new JsonFault(
                        JsonFault.Kind.DUPLICATE_KEY,
                        parser.getParsingContext().pathAsPointer().toString(),
                        "is not JSON: Duplicate field '" + name + "'" + place(parser.currentTokenLocation())));
            }
            parser.nextToken();
            object.put(name, readValue(parser, faults));
        }
        return Collections.unmodifiableMap(object);
    }

    private static List<@Nullable Object> readArray(JsonParser parser, Consumer<JsonFault> faults) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue(parser, faults));
        }
        return Collections.unmodifiableList(array);
    }

    private static @Nullable Object readValue(JsonParser parser, Consumer<JsonFault> faults) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, faults);
            case START_ARRAY -> readArray(parser, faults);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> {
                BigInteger number = parser.getBigIntegerValue();
                yield number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
            }
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> null;
        };
    }

    /** Writes without white space, the keys of every object in the order of RFC 8785. */
    static byte[] canonical(Map<String, @Nullable Object> object) {
        return write(object, true);
    }

    /** Writes for people: two spaces of indentation, keys in the order they were put, a line feed at the end. */
    static byte[] pretty(Map<String, @Nullable Object> object) {
        return write(object, false);
    }

    private static byte[] write(Map<String, @Nullable Object> object, boolean canonical) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            if (!canonical) {
                generator.setPrettyPrinter(PRETTY.createInstance());
            }
            writeValue(generator, object, canonical);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        if (!canonical) {
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static void writeValue(JsonGenerator out, @Nullable Object value, boolean canonical) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : (canonical ? new TreeMap<>(map) : map).entrySet()) {
                out.writeFieldName((String) entry.getKey());
                writeValue(out, entry.getValue(), canonical);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                writeValue(out, element, canonical);
            }
            out.writeEndArray();
        } else if (value instanceof String string) {
            out.writeString(string);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else {
            out.writeNull();
        }
    }

    private static DefaultPrettyPrinter pretty() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return printer;
    }
}
