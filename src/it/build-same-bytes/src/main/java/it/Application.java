// SPDX-License-Identifier: Apache-2.0
package it;

public class Application {
    public static void main(String[] args) {
        Runnable greeting = () -> System.out.println("hello");
        greeting.run();
    }
}
