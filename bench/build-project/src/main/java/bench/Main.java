// SPDX-License-Identifier: Apache-2.0
package bench;

/** Does nothing: what is measured is how its image is built. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("round 0");
    }
}
