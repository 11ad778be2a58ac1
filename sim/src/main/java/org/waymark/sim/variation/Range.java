package org.waymark.sim.variation;

/**
 * Where a number is drawn from, uniformly.
 *
 * @param least lower end
 * @param greatest upper end, ≥ least; equal for a number that is always the same
 */
public record Range(double least, double greatest) {
    public Range {
        if (!(Math.abs(least) < Double.POSITIVE_INFINITY && least <= greatest && greatest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected two finite numbers in ascending order, found " + least + " and " + greatest);
        }
    }

    /** The number at fraction {@code f} ∈ [0, 1) of the way. */
    double at(double f) {
        return least + f * (greatest - least);
    }

    /** The whole number at fraction {@code f} ∈ [0, 1) of the way, every whole number within the ends being equally likely. */
    int wholeAt(double f) {
        return (int)
                Math.min(greatest, Math.ceil(least) + Math.floor(f * (Math.floor(greatest) - Math.ceil(least) + 1)));
    }
}
