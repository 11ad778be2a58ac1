package org.waymark.gps.algorithm;

/**
 * At how many time steps multipliers are at their bounds.
 *
 * @param lowWeights weights of the divergence from the global policy at the least one: the two agree
 * @param highWeights weights at the greatest one: they would be pulled together harder if they could
 * @param prices steps with a price of a control or of a gain at its bound
 */
public record AtBounds(int lowWeights, int highWeights, int prices) {
    static final AtBounds NONE = new AtBounds(0, 0, 0);

    AtBounds plus(AtBounds other) {
        return new AtBounds(lowWeights + other.lowWeights, highWeights + other.highWeights, prices + other.prices);
    }
}
