package org.waymark.sim.contract;

/**
 * The outcome of one check.
 *
 * @param check its name
 * @param ok whether all was as it should be
 * @param detail what was seen or, of a failed check, what is wrong, where, and what to do
 */
public record Finding(String check, boolean ok, String detail) {
    @Override
    public String toString() {
        return (ok ? "ok      " : "failed  ") + check + ": " + detail;
    }
}
