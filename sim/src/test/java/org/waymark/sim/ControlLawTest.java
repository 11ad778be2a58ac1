package org.waymark.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Controller;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Policy;
import org.waymark.lqr.TimeVaryingMatrix;

class ControlLawTest {
    private static final double[] COVARIANCE = {4, 2, 2, 3};

    @Test
    void controllersActOnStatesWithTheirFactor() {
        LinearGaussianController controller = controller();
        ControlLaw law = ControlLaw.of(controller);
        double[] u = new double[2];
        law.mean(new double[] {1, 2, 3}, new double[] {9}, 1, u);
        assertThat(u).containsExactly(10 * 1 + 0.1, 20 * 3 + 0.2);
        double[] factor = new double[4];
        law.choleskyLower(1, factor);
        assertThat(factor).containsExactly(new double[] {2, 0, 1, Math.sqrt(2)}, within(1e-15));
    }

    @Test
    void anyControllerGetsTheSameLawAsALinearOne() {
        LinearGaussianController linear = controller();
        Controller wrapped = new Controller() {
            @Override
            public int horizon() {
                return linear.horizon();
            }

            @Override
            public int stateSize() {
                return linear.stateSize();
            }

            @Override
            public int controlSize() {
                return linear.controlSize();
            }

            @Override
            public void mean(double[] state, int t, double[] control) {
                linear.mean(state, t, control);
            }

            @Override
            public double[] covariance(int t) {
                return t == 1 ? linear.covariance(t) : new double[4];
            }
        };
        double[] factor = {7, 7, 7, 7};
        double[] expected = new double[4];
        ControlLaw.of(linear).choleskyLower(1, expected);
        ControlLaw.of(wrapped).choleskyLower(1, factor);
        assertThat(factor).isEqualTo(expected);
        // a zero covariance is a deterministic law, not an error
        ControlLaw.of(wrapped).choleskyLower(0, factor);
        assertThat(factor).containsOnly(0);
    }

    @Test
    void policiesActOnObservations() {
        ControlLaw law = ControlLaw.of(policy(COVARIANCE));
        double[] u = new double[2];
        law.mean(new double[] {1, 2, 3}, new double[] {5}, 17, u);
        assertThat(u).containsExactly(5, -5);
        double[] factor = new double[4];
        law.choleskyLower(17, factor);
        assertThat(factor).containsExactly(new double[] {2, 0, 1, Math.sqrt(2)}, within(1e-15));
    }

    @Test
    void lambdasAreLawsWithoutNoise() {
        ControlLaw law = (x, o, t, u) -> u[0] = t;
        double[] factor = {3};
        law.choleskyLower(0, factor);
        assertThat(factor).containsExactly(0);
        assertThatCode(() -> law.requireFits(spec(3, 2, 1), 1000)).doesNotThrowAnyException();
    }

    @Test
    void covariancesHaveToBeCovariances() {
        assertThatThrownBy(() -> ControlLaw.of(policy(new double[] {1, 2, 2, 1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("covariance: neither zero nor positive definite");
        assertThatThrownBy(() -> ControlLaw.of(policy(new double[] {1, 2, 1})))
                .hasMessage("covariance: expected 4, found 3");
    }

    @Test
    void misfitsAreNamed() {
        ControlLaw controllerLaw = ControlLaw.of(controller());
        assertThatCode(() -> controllerLaw.requireFits(spec(3, 2, 1), 2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> controllerLaw.requireFits(spec(3, 2, 1), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("controller: expected a horizon ≥ 3, found 2");
        assertThatThrownBy(() -> controllerLaw.requireFits(spec(4, 2, 1), 2))
                .hasMessage("controller: state size: expected 4, found 3");
        assertThatThrownBy(() -> controllerLaw.requireFits(spec(3, 1, 1), 2))
                .hasMessage("controller: control size: expected 1, found 2");
        ControlLaw policyLaw = ControlLaw.of(policy(COVARIANCE));
        assertThatThrownBy(() -> policyLaw.requireFits(spec(3, 2, 4), 2))
                .hasMessage("policy: observation size: expected 4, found 1");
        assertThatThrownBy(() -> policyLaw.requireFits(spec(3, 1, 1), 2))
                .hasMessage("policy: control size: expected 1, found 2");
    }

    private static SimulatorSpec spec(int n, int m, int p) {
        double[] upper = new double[m];
        double[] lower = new double[m];
        Arrays.fill(upper, 1);
        Arrays.fill(lower, -1);
        return new SimulatorSpec(n, m, p, 0.1, lower, upper);
    }

    private static LinearGaussianController controller() {
        double[] gain = {1, 0, 0, 0, 0, 2, 10, 0, 0, 0, 0, 20};
        double[] offset = {0, 0, 0.1, 0.2};
        double[] covariance = {1, 0, 0, 1, 4, 2, 2, 3};
        return new LinearGaussianController(
                TimeVaryingMatrix.of(2, 2, 3, gain),
                TimeVaryingMatrix.ofVectors(2, 2, offset),
                TimeVaryingMatrix.of(2, 2, 2, covariance));
    }

    private static Policy policy(double[] covariance) {
        return new Policy() {
            @Override
            public int observationSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return 2;
            }

            @Override
            public void mean(double[] observation, double[] control) {
                control[0] = observation[0];
                control[1] = -observation[0];
            }

            @Override
            public double[] covariance() {
                return covariance.clone();
            }
        };
    }
}
