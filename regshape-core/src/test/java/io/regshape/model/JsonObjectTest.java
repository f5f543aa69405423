// SPDX-License-Identifier: Apache-2.0
package io.regshape.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regshape.RegshapeException;
import io.regshape.testing.RandomSeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    private static JsonObject parse(String text) {
        return JsonObject.parse(text.getBytes(StandardCharsets.UTF_8), "test.json");
    }

    @Test
    void writesCanonically() {
        JsonObject json =
                parse("{\"b\": [1, 2.50, true, null, {}], \"a\" : \"\\u00e9\\u0001\\n/\", \"B\": {\"z\":1,\"y\":2}}");
        assertThat(json).hasToString("{\"B\":{\"y\":2,\"z\":1},\"a\":\"é\\u0001\\n/\",\"b\":[1,2.50,true,null,{}]}");
    }

    @Test
    void writesForPeopleInTheOrderOfTheFields() {
        JsonObject json = JsonObject.empty()
                .with("b", List.of())
                .with("a", JsonObject.empty().with("x", 1))
                .withNull("c");
        assertThat(new String(json.toPrettyBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\n  \"b\": [],\n  \"a\": {\n    \"x\": 1\n  },\n  \"c\": null\n}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|test.json is not a JSON object",
                "[]|test.json is not a JSON object",
                "{} {}|test.json has bytes after its JSON object",
                "{\"a\":1,\"a\":2}|test.json is not JSON: Duplicate field 'a'",
                "{\"a\":|test.json is not JSON: Unexpected end-of-input",
                "{|test.json is not JSON: Unexpected end-of-input: expected close marker for Object (start marker at line 1,"
                        + " column 1) at line 1, column 2",
                "{a:1}|test.json is not JSON: Unexpected character",
                "{\"a\":NaN}|test.json is not JSON",
                "{\"a\":9e2233720368547758}|test.json is not JSON: Value \"9e2233720368547758\"",
            })
    void refusesWhatIsNoJsonObject(String text, String message) {
        assertThatThrownBy(() -> parse(text == null ? "" : text))
                .isInstanceOf(RegshapeException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonObject.parse(latin1, "test.json"))
                .hasMessage("test.json is not JSON: it is not UTF-8");
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> JsonObject.parse(utf16, "test.json")).isInstanceOf(RegshapeException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void refusesDeepNesting(int depth) {
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(depth)))
                .isInstanceOf(RegshapeException.class)
                .hasMessageContaining("nesting");
    }

    @Test
    void refusesDocumentsOverTheLimit() {
        assertThatThrownBy(() -> JsonObject.parse(new byte[JsonObject.LIMIT + 1], "test.json"))
                .hasMessage("test.json has 4194305 bytes, more than the limit of 4194304");
    }

    @Test
    void namesThePlaceOfAnError() {
        JsonObject json = parse("{\"manifests\":[{},{\"size\":\"7\",\"annotations\":{\"k\":1}}],\"n\":null}");
        JsonObject entry = json.objects("manifests").get(1);
        assertThat(entry.where()).isEqualTo("test.json /manifests/1");
        assertThatThrownBy(() -> entry.number("size"))
                .hasMessage("test.json: /manifests/1/size must be a whole number, it is 7");
        assertThatThrownBy(() -> entry.string("digest"))
                .hasMessage("test.json: /manifests/1/digest is missing, it must be a string");
        assertThatThrownBy(() -> entry.stringMap("annotations"))
                .hasMessage("test.json: /manifests/1/annotations/k must be a string, it is 1");
        assertThatThrownBy(() -> json.strings("manifests"))
                .hasMessageStartingWith("test.json: /manifests/0 must be a string");
        assertThat(json.has("n")).isFalse();
        assertThat(json.findString("n")).isEmpty();
    }

    @Test
    void changesLeaveTheOtherFieldsAsTheyWere() {
        JsonObject json = parse("{\"x\":12345678901234567890,\"y\":1.10,\"z\":{\"unknown\":[null]}}");
        JsonObject changed = json.with("y", "new").with("added", true);
        assertThat(changed)
                .hasToString("{\"added\":true,\"x\":12345678901234567890,\"y\":\"new\",\"z\":{\"unknown\":[null]}}");
        assertThat(changed.without("added").with("y", 1))
                .hasToString("{\"x\":12345678901234567890,\"y\":1,\"z\":{\"unknown\":[null]}}");
        assertThat(json.names()).containsExactly("x", "y", "z");
    }

    @Test
    void readsWhatItWrites() {
        long seed = RandomSeed.of(getClass());
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            JsonObject json = JsonObject.empty().with("root", randomValue(random, 4));
            assertThat(JsonObject.parse(json.toCanonicalBytes(), "c"))
                    .as("seed %d", seed)
                    .isEqualTo(json);
            JsonObject pretty = JsonObject.parse(json.toPrettyBytes(), "p");
            assertThat(pretty).as("seed %d", seed).isEqualTo(json);
            assertThat(pretty.toCanonicalBytes()).as("seed %d", seed).isEqualTo(json.toCanonicalBytes());
        }
    }

    private static Object randomValue(Random random, int depth) {
        switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0:
                return random.nextLong();
            case 1:
                return random.nextBoolean();
            case 2:
                return randomText(random);
            case 3:
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(randomValue(random, depth - 1));
                }
                return list;
            default:
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(randomText(random), randomValue(random, depth - 1));
                }
                return map;
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        return text.toString();
    }
}
