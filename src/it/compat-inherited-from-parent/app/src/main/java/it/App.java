// SPDX-License-Identifier: Apache-2.0
package it;

public class App {
    public static void main(String[] args) {
        System.out.println("started");
    }
}
