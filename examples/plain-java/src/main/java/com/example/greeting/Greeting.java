package com.example.greeting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Prints a greeting as JSON: a class, a resource and a library in one image. */
public final class Greeting {
    private Greeting() {}

    public static void main(String[] args) throws IOException {
        try (InputStream word = Greeting.class.getResourceAsStream("/greeting.txt");
                JsonGenerator json = new JsonFactory().createGenerator(System.out)) {
            String greeting = new String(word.readAllBytes(), StandardCharsets.UTF_8).strip();
            json.writeStartObject();
            json.writeStringField(greeting, args.length > 0 ? args[0] : "nobody");
            json.writeEndObject();
        }
    }
}
