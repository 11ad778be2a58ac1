package org.waymark.lqr.derivative;

import java.util.Optional;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.FiniteDifferences;

/**
 * How a model is differenced.
 *
 * @param step ε of first derivatives, relative: coordinate i is moved by ε·max(1, |y_i|); in (0, 0.1], default 2⁻¹⁷ ≈ 7.6e-6
 * @param curvatureStep ε of second derivatives, likewise; default 2⁻¹³ ≈ 1.2e-4
 * @param curvature whether second derivatives are offered; default false, because they cost (n+m)² + (n+m) + 1 evaluations a time step
 * @param limits controls are never moved beyond them: for models that clamp their controls, where central differences at an active
 *     limit would find half the derivative. They have to be wider than two steps; default none
 */
public record FiniteDifferenceOptions(
        double step, double curvatureStep, boolean curvature, Optional<ControlLimits> limits) {
    private static final double LARGEST_STEP = 0.1;

    public FiniteDifferenceOptions {
        requireStep("step", step);
        requireStep("curvatureStep", curvatureStep);
    }

    private static void requireStep(String name, double value) {
        if (!(value > 0 && value <= LARGEST_STEP)) {
            throw new IllegalArgumentException(name + ": expected in (0, " + LARGEST_STEP + "], found " + value);
        }
    }

    public static FiniteDifferenceOptions defaults() {
        return new FiniteDifferenceOptions(
                FiniteDifferences.FIRST_STEP, FiniteDifferences.SECOND_STEP, false, Optional.empty());
    }

    public FiniteDifferenceOptions withStep(double newStep) {
        return new FiniteDifferenceOptions(newStep, curvatureStep, curvature, limits);
    }

    public FiniteDifferenceOptions withCurvatureStep(double newStep) {
        return new FiniteDifferenceOptions(step, newStep, curvature, limits);
    }

    public FiniteDifferenceOptions withCurvature(boolean offered) {
        return new FiniteDifferenceOptions(step, curvatureStep, offered, limits);
    }

    public FiniteDifferenceOptions withLimits(ControlLimits newLimits) {
        return new FiniteDifferenceOptions(step, curvatureStep, curvature, Optional.of(newLimits));
    }
}
