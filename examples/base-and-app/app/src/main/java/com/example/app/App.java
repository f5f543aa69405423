package com.example.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says where its settings come from: out of the base. */
public class App {
    public static void main(String[] args) throws IOException {
        Path settings = Path.of(System.getProperty("java.util.logging.config.file"));
        System.out.println(settings + " has " + Files.readAllLines(settings).size() + " lines");
    }
}
