// SPDX-License-Identifier: Apache-2.0
package com.example.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A small web service: says hello on port 8080. */
@SpringBootApplication
@RestController
public class Server {
    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(Server.class, args);
    }

    @GetMapping("/")
    String hello() {
        return "Hello from an OCI image layout\n";
    }
}
