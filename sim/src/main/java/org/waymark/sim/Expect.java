package org.waymark.sim;

/** Checks of sizes, with messages that give the place, what was expected and what was found. */
final class Expect {
    private Expect() {}

    static void size(String place, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(place + ": expected " + expected + ", found " + found);
        }
    }
}
