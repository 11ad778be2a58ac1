package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.dynamics.learned.ModelOptions.Kind;
import org.waymark.dynamics.learned.ModelOptions.Target;
import org.waymark.lqr.DifferentiableModel;

/** Vector-Jacobian products of every kind of model against central differences. */
class PullBackTest {
    private static final double H = 1e-4;

    static Stream<ModelOptions> models() {
        ModelOptions small = Systems.small().withCost(true);
        return Stream.of(
                small,
                small.withTarget(Target.NEXT_STATE).withNormalizeTargets(false),
                small.withKind(Kind.NETWORK),
                small.withKind(Kind.BAYESIAN_LINEAR),
                small.withKind(Kind.GAUSSIAN_PROCESS).withPoints(20));
    }

    private static LearnedDynamics fit(ModelOptions options) {
        return new ModelLearner(options)
                .fit(Systems.pendulum(150, 0.05, 3), Optional.empty(), 7, 1)
                .model();
    }

    @ParameterizedTest
    @MethodSource("models")
    void pullBackIsTheTransposedJacobian(ModelOptions options) {
        LearnedDynamics model = fit(options);
        // more rows than any workspace takes at once
        int count = 133;
        Prediction prediction = model.prediction(count);
        RandomGenerator random = Systems.random(11);
        double[] x = random.doubles(2 * count, -2, 2).toArray();
        double[] u = random.doubles(count, -1, 1).toArray();
        double[] dMean = random.doubles(2 * count, -1, 1).toArray();
        double[] dVariance = random.doubles(2 * count, -1, 1).toArray();
        double[] dCost = random.doubles(count, -1, 1).toArray();
        double[] mean = new double[2 * count];
        double[] variance = new double[2 * count];
        double[] dx = new double[2 * count];
        double[] du = new double[count];
        int member = model.members() - 1;
        prediction.predict(member, x, u, count, mean, variance);
        prediction.pullBack(dMean, dVariance, dCost, dx, du);
        for (int i : new int[] {0, 63, 64, 131, 132}) {
            for (int j = 0; j < 3; j++) {
                double[] array = j < 2 ? x : u;
                int at = j < 2 ? 2 * i + j : i;
                double kept = array[at];
                array[at] = kept + H;
                double above = value(prediction, member, x, u, count, dMean, dVariance, dCost);
                array[at] = kept - H;
                double below = value(prediction, member, x, u, count, dMean, dVariance, dCost);
                array[at] = kept;
                // values of a Gaussian process are good to 1e-10, for its matrix has a condition of 1e5
                assertThat(j < 2 ? dx[at] : du[at])
                        .as("row %d, input %d", i, j)
                        .isCloseTo((above - below) / (2 * H), within(1e-5));
            }
        }
    }

    private static double value(
            Prediction prediction,
            int member,
            double[] x,
            double[] u,
            int count,
            double[] dMean,
            double[] dVariance,
            double[] dCost) {
        double[] mean = new double[2 * count];
        double[] variance = new double[2 * count];
        prediction.predict(member, x, u, count, mean, variance);
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += dMean[i] * mean[i] + dVariance[i] * variance[i];
        }
        for (int i = 0; i < count; i++) {
            sum += dCost[i] * prediction.costMean()[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("models")
    void meanModelHasTheJacobianOfItsNext(ModelOptions options) {
        DifferentiableModel model = fit(options).asModel();
        double[] x = {0.7, -1.1};
        double[] u = {0.3};
        double[] jacobian = new double[6];
        model.jacobian(x, u, 0, jacobian);
        double[] above = new double[2];
        double[] below = new double[2];
        for (int j = 0; j < 3; j++) {
            double[] array = j < 2 ? x : u;
            double kept = array[j % 2];
            array[j % 2] = kept + H;
            model.next(x, u, 0, above);
            array[j % 2] = kept - H;
            model.next(x, u, 0, below);
            array[j % 2] = kept;
            for (int i = 0; i < 2; i++) {
                assertThat(jacobian[3 * i + j]).isCloseTo((above[i] - below[i]) / (2 * H), within(1e-7));
            }
        }
    }

    @Test
    void arraysAreChecked() {
        LearnedDynamics model = fit(Systems.small());
        Prediction prediction = model.prediction(4);
        assertThatThrownBy(() -> prediction.pullBack(new double[2], new double[0], new double[2], new double[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call predict first");
        assertThatThrownBy(() -> prediction.predict(3, new double[8], new double[4], 4, new double[8], new double[8]))
                .hasMessageContaining("prediction member: expected 0…2, found 3");
        assertThatThrownBy(
                        () -> prediction.predict(0, new double[10], new double[5], 5, new double[10], new double[10]))
                .hasMessageContaining("at most 4, found 5");
        assertThatThrownBy(() -> prediction.predict(0, new double[7], new double[4], 4, new double[8], new double[8]))
                .hasMessageContaining("prediction states: expected at least 8 numbers, found 7");
        assertThatThrownBy(() -> model.prediction(0)).hasMessageContaining("batch");
    }
}
