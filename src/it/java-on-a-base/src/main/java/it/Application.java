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
            System.out.println(System.getenv("GREETING") + ", "
                    + new String(name.readAllBytes(), StandardCharsets.UTF_8).strip() + " of "
                    + System.getProperty("java.home") + ", from " + System.getProperty("user.dir") + ", "
                    + Application.class.getAnnotations().length + " annotation, to " + String.join(", ", args));
        }
    }
}
