package org.waymark.sim;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Initial states normally distributed around a nominal one: every number independently, x ~ N(nominal, deviation²).
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param nominal the mean
 * @param deviation as long as the coordinates of {@code nominal}, standard deviations in their units, ≥ 0
 * @param parameterDeviation as long as the parameters of {@code nominal}, in their units, ≥ 0
 */
public record GaussianStarts(InitialState nominal, double[] deviation, double[] parameterDeviation)
        implements StartDistribution {
    public GaussianStarts {
        deviation = Expect.notNegative("starts.deviation", nominal.coordinates().length, deviation);
        parameterDeviation =
                Expect.notNegative("starts.parameterDeviation", nominal.parameters().length, parameterDeviation);
    }

    @Override
    public double[] deviation() {
        return deviation.clone();
    }

    @Override
    public double[] parameterDeviation() {
        return parameterDeviation.clone();
    }

    @Override
    public InitialState draw(RandomGenerator random) {
        return new InitialState(
                shifted(nominal.coordinates(), deviation, random),
                shifted(nominal.parameters(), parameterDeviation, random));
    }

    /** @param centre overwritten and returned */
    private static double[] shifted(double[] centre, double[] deviation, RandomGenerator random) {
        for (int i = 0; i < centre.length; i++) {
            centre[i] += deviation[i] * random.nextGaussian();
        }
        return centre;
    }

    @Override
    public boolean isConstant() {
        return Arrays.stream(deviation).allMatch(number -> number == 0)
                && Arrays.stream(parameterDeviation).allMatch(number -> number == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GaussianStarts s
                && nominal.equals(s.nominal)
                && Arrays.equals(deviation, s.deviation)
                && Arrays.equals(parameterDeviation, s.parameterDeviation);
    }

    @Override
    public int hashCode() {
        return 31 * nominal.hashCode() + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return nominal + ", deviations " + Arrays.toString(deviation)
                + (parameterDeviation.length == 0 ? "" : " with " + Arrays.toString(parameterDeviation));
    }
}
