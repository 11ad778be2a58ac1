package org.waymark.gps.algorithm;

import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Within what a coupling keeps its {@link Multipliers}.
 *
 * @param minWeight least weight of the divergence from the global policy
 * @param maxWeight greatest one
 * @param maxPrice greatest absolute price of a control
 */
record MultiplierBounds(double minWeight, double maxWeight, double maxPrice) {
    /** How many weights and prices are at their bounds. */
    AtBounds count(Multipliers multipliers) {
        int low = 0;
        int high = 0;
        int prices = 0;
        TimeVaryingMatrix weight = multipliers.weight();
        TimeVaryingMatrix linear = multipliers.linear();
        for (int t = 0; t < weight.steps(); t++) {
            low += weight.get(t, 0) <= minWeight ? 1 : 0;
            high += weight.get(t, 0) >= maxWeight ? 1 : 0;
            prices += isPriceAtBound(linear, t) ? 1 : 0;
        }
        return new AtBounds(low, high, prices);
    }

    private boolean isPriceAtBound(TimeVaryingMatrix linear, int t) {
        for (int i = 0; i < linear.rows(); i++) {
            for (int j = 0; j < linear.cols(); j++) {
                if (Math.abs(linear.get(t, i, j)) >= maxPrice) {
                    return true;
                }
            }
        }
        return false;
    }
}
