package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.derivative.DerivativeChecker;

final class EndingModelTest {
    private static final double[] PUSH = {0.5};

    /** p′ = p + 0.1 v + 0.05 p², v′ = v + 0.1 u v. */
    private static final class Nonlinear implements DifferentiableModel {
        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public int controlSize() {
            return 1;
        }

        @Override
        public void next(double[] x, double[] u, int t, double[] next) {
            double p = x[0];
            double v = x[1];
            next[0] = p + 0.1 * v + 0.05 * p * p;
            next[1] = v + 0.1 * u[0] * v;
        }

        @Override
        public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
            System.arraycopy(new double[] {1 + 0.1 * x[0], 0.1, 0, 0, 1 + 0.1 * u[0], 0.1 * x[1]}, 0, jacobian, 0, 6);
        }

        @Override
        public boolean hasCurvature() {
            return true;
        }

        @Override
        public void addCurvature(double[] x, double[] u, int t, double[] weights, double[] hessian) {
            hessian[0] += 0.1 * weights[0];
            hessian[5] += 0.1 * weights[1];
            hessian[7] += 0.1 * weights[1];
        }
    }

    @Test
    void itsDerivativesAreThoseOfWhatItDoes() {
        DifferentiableModel none = EndingModel.of(new Nonlinear(), x -> false);
        DifferentiableModel all = EndingModel.of(new Nonlinear(), x -> true);
        DerivativeChecker.of(none)
                .atRandom(new RandomStreams(1).stream("check", 0, 0, 0), 5, 1)
                .requireCorrect();
        DerivativeChecker.of(all)
                .atRandom(new RandomStreams(1).stream("check", 0, 0, 1), 5, 1)
                .requireCorrect();
    }

    @Test
    void isTheModelUntilTheEndAndThenStays() {
        DifferentiableModel model = EndingModel.of(new Nonlinear(), x -> x[0] > 1);
        double[] next = new double[2];
        double[] free = new double[2];
        double[] before = {0.9, 3};
        model.next(before, PUSH, 0, next);
        new Nonlinear().next(before, PUSH, 0, free);
        assertThat(next).containsExactly(free);
        double[] end = next.clone();
        model.next(end, PUSH, 1, next);
        assertThat(next).containsExactly(end);
    }
}
