package org.waymark.sim;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Initial states uniform in a box around a nominal one: every number independently within ± its half-width.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param nominal the centre
 * @param halfWidth as long as the coordinates of {@code nominal}, in their units, ≥ 0
 * @param parameterHalfWidth as long as the parameters of {@code nominal}, in their units, ≥ 0
 */
public record UniformStarts(InitialState nominal, double[] halfWidth, double[] parameterHalfWidth)
        implements StartDistribution {
    public UniformStarts {
        halfWidth = checked("starts.halfWidth", nominal.coordinates().length, halfWidth);
        parameterHalfWidth = checked("starts.parameterHalfWidth", nominal.parameters().length, parameterHalfWidth);
    }

    @Override
    public double[] halfWidth() {
        return halfWidth.clone();
    }

    @Override
    public double[] parameterHalfWidth() {
        return parameterHalfWidth.clone();
    }

    @Override
    public InitialState draw(RandomGenerator random) {
        return new InitialState(
                shifted(nominal.coordinates(), halfWidth, random),
                shifted(nominal.parameters(), parameterHalfWidth, random));
    }

    /** @param centre overwritten and returned */
    private static double[] shifted(double[] centre, double[] halfWidth, RandomGenerator random) {
        for (int i = 0; i < centre.length; i++) {
            centre[i] += halfWidth[i] * (2 * random.nextDouble() - 1);
        }
        return centre;
    }

    private static double[] checked(String name, int size, double[] halfWidth) {
        Expect.size(name + ": length", size, halfWidth.length);
        for (int i = 0; i < size; i++) {
            if (!(halfWidth[i] >= 0 && halfWidth[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + "[" + i + "]: expected ≥ 0, found " + halfWidth[i]);
            }
        }
        return halfWidth.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UniformStarts s
                && nominal.equals(s.nominal)
                && Arrays.equals(halfWidth, s.halfWidth)
                && Arrays.equals(parameterHalfWidth, s.parameterHalfWidth);
    }

    @Override
    public int hashCode() {
        return 31 * nominal.hashCode() + Arrays.hashCode(halfWidth);
    }

    @Override
    public String toString() {
        return nominal + " ± " + Arrays.toString(halfWidth);
    }
}
