// SPDX-License-Identifier: Apache-2.0
package it;

public class Application {
    public static void main(String[] args) {
        System.out.println("version 1");
    }
}
