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
        halfWidth = Expect.notNegative("starts.halfWidth", nominal.coordinates().length, halfWidth);
        parameterHalfWidth =
                Expect.notNegative("starts.parameterHalfWidth", nominal.parameters().length, parameterHalfWidth);
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

    @Override
    public boolean isConstant() {
        return Arrays.stream(halfWidth).allMatch(width -> width == 0)
                && Arrays.stream(parameterHalfWidth).allMatch(width -> width == 0);
    }

    /** @param centre overwritten and returned */
    private static double[] shifted(double[] centre, double[] halfWidth, RandomGenerator random) {
        for (int i = 0; i < centre.length; i++) {
            centre[i] += halfWidth[i] * (2 * random.nextDouble() - 1);
        }
        return centre;
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
        return nominal + " ± " + Arrays.toString(halfWidth)
                + (parameterHalfWidth.length == 0 ? "" : " with ± " + Arrays.toString(parameterHalfWidth));
    }
}
