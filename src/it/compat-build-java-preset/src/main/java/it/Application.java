// SPDX-License-Identifier: Apache-2.0
package it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

@NullMarked
public class Application {
    public static void main(String[] args) throws IOException {
        try (InputStream name = Application.class.getResourceAsStream("/name.txt")) {
            System.out.println(System.getProperty("greeting") + ", "
                    + new String(name.readAllBytes(), StandardCharsets.UTF_8).strip() + ": " + String.join(", ", args)
                    + " " + Application.class.getAnnotations().length);
        }
    }
}
