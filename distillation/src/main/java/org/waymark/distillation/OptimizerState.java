package org.waymark.distillation;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;

/**
 * What Adam (Kingma and Ba 2015) remembers from one call of the trainer to the next.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param steps steps taken so far, ≥ 0
 * @param firstMoment running mean of the gradient, one number per parameter
 * @param secondMoment running mean of its square, one number per parameter
 */
public record OptimizerState(long steps, double[] firstMoment, double[] secondMoment) {
    public OptimizerState {
        if (steps < 0) {
            throw new IllegalArgumentException("optimizer steps: " + steps + " is negative");
        }
        if (firstMoment.length != secondMoment.length) {
            throw new IllegalArgumentException("optimizer second moment: expected " + firstMoment.length
                    + " numbers, found " + secondMoment.length);
        }
        NonFiniteException.check("optimizer first moment", firstMoment, -1);
        NonFiniteException.check("optimizer second moment", secondMoment, -1);
        firstMoment = firstMoment.clone();
        secondMoment = secondMoment.clone();
    }

    /** Nothing remembered. */
    public static OptimizerState fresh(int parameterCount) {
        return new OptimizerState(0, new double[parameterCount], new double[parameterCount]);
    }

    @Override
    public double[] firstMoment() {
        return firstMoment.clone();
    }

    @Override
    public double[] secondMoment() {
        return secondMoment.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptimizerState o
                && steps == o.steps
                && Arrays.equals(firstMoment, o.firstMoment)
                && Arrays.equals(secondMoment, o.secondMoment);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(steps) + Arrays.hashCode(firstMoment);
    }

    @Override
    public String toString() {
        return "OptimizerState[steps=" + steps + ", parameters=" + firstMoment.length + "]";
    }
}
