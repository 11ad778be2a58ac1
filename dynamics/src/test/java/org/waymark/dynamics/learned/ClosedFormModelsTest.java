package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.dynamics.learned.ModelOptions.Kind;

class ClosedFormModelsTest {
    private static final ModelOptions LINEAR = ModelOptions.defaults().withKind(Kind.BAYESIAN_LINEAR);

    @Test
    void recoversALinearSystemExactly() {
        RandomGenerator random = Systems.random(3);
        int count = 30;
        double[] x = random.doubles(2 * count, -3, 5).toArray();
        double[] u = random.doubles(count, -1, 1).toArray();
        double[] next = new double[2 * count];
        for (int i = 0; i < count; i++) {
            next[2 * i] = 0.9 * x[2 * i] + 0.2 * x[2 * i + 1] + 0.5 * u[i] + 0.3;
            next[2 * i + 1] = -0.4 * x[2 * i] + 1.1 * x[2 * i + 1] - 2 * u[i] - 1;
        }
        Transitions data = Transitions.of(2, 1, x, u, next, new double[0]);
        for (ModelOptions.Target target : ModelOptions.Target.values()) {
            LearnedDynamics model = new ModelLearner(LINEAR.withRidge(1e-13).withTarget(target))
                    .fit(data, Optional.empty(), 1, 1)
                    .model();
            double[] mean = new double[2];
            double[] variance = new double[2];
            model.prediction(1).predict(0, new double[] {40, -7}, new double[] {3}, 1, mean, variance);
            assertThat(mean[0]).isCloseTo(36 - 1.4 + 1.5 + 0.3, within(1e-9));
            assertThat(mean[1]).isCloseTo(-16 - 7.7 - 6 - 1, within(1e-9));
            assertThat(variance[0]).isBetween(0.0, 1e-18);
            double[] jacobian = new double[6];
            model.asModel().jacobian(new double[] {1, 2}, new double[] {3}, 0, jacobian);
            assertThat(jacobian).containsExactly(new double[] {0.9, 0.2, 0.5, -0.4, 1.1, -2}, within(1e-10));
        }
    }

    /** Simple regression: the variance of a prediction is σ² (1 + 1/N + (x − x̄)²/Sxx). */
    @Test
    void predictionVarianceIsThatOfSimpleRegression() {
        RandomGenerator random = Systems.random(6);
        int count = 12;
        double[] x = random.doubles(count, 0, 4).toArray();
        double[] next = new double[count];
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < count; i++) {
            next[i] = 2 * x[i] + 1 + 0.3 * random.nextGaussian();
            meanX += x[i] / count;
            meanY += (next[i] - x[i]) / count;
        }
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < count; i++) {
            sxx += (x[i] - meanX) * (x[i] - meanX);
            sxy += (x[i] - meanX) * (next[i] - x[i] - meanY);
        }
        double slope = sxy / sxx;
        double residual = 0;
        for (int i = 0; i < count; i++) {
            double error = next[i] - x[i] - meanY - slope * (x[i] - meanX);
            residual += error * error;
        }
        // the control never varies: a third feature that takes a degree of freedom and no more
        double sigma = residual / (count - 3);
        LearnedDynamics model = new ModelLearner(LINEAR.withRidge(1e-10))
                .fit(Transitions.of(1, 1, x, new double[count], next, new double[0]), Optional.empty(), 1, 1)
                .model();
        double[] mean = new double[1];
        double[] variance = new double[1];
        model.prediction(1).predict(0, new double[] {6}, new double[1], 1, mean, variance);
        assertThat(mean[0]).isCloseTo(6 + meanY + slope * (6 - meanX), within(1e-8));
        assertThat(variance[0]).isCloseTo(sigma * (1 + 1.0 / count + (6 - meanX) * (6 - meanX) / sxx), within(1e-8));
    }

    /** Two points by hand: K = [[s+n, c], [c, s+n]]. */
    @Test
    void gaussianProcessOfTwoPointsIsTheClosedForm() {
        double[] theta = {Math.log(2), Math.log(1.5), Math.log(0.1)};
        double[] points = {0, 1};
        double[] targets = {1, -0.5};
        GaussianProcess process = GaussianProcess.of(theta, points, targets);
        double diagonal = 2.25 + 0.01;
        double off = 2.25 * Math.exp(-0.125);
        double determinant = diagonal * diagonal - off * off;
        assertThat(process.inverse)
                .containsExactly(
                        new double[] {
                            diagonal / determinant, -off / determinant, -off / determinant, diagonal / determinant
                        },
                        within(1e-12));
        double quadratic = (diagonal * (1 + 0.25) - 2 * off * 1 * -0.5) / determinant;
        assertThat(process.negativeLogLikelihood)
                .isCloseTo(0.5 * quadratic + 0.5 * Math.log(determinant) + Math.log(2 * Math.PI), within(1e-12));
    }

    @Test
    void gaussianProcessGradientIsThatOfFiniteDifferences() {
        RandomGenerator random = Systems.random(2);
        double[] points = random.doubles(3 * 9, -2, 2).toArray();
        double[] targets = random.doubles(9, -1, 1).toArray();
        double[] theta = {0.3, -0.2, 0.8, 0.1, -1};
        double[] gradient = GaussianProcess.of(theta.clone(), points, targets).gradient(points);
        double h = 1e-6;
        for (int i = 0; i < theta.length; i++) {
            double[] above = theta.clone();
            above[i] += h;
            double[] below = theta.clone();
            below[i] -= h;
            double slope = (GaussianProcess.of(above, points, targets).negativeLogLikelihood
                            - GaussianProcess.of(below, points, targets).negativeLogLikelihood)
                    / (2 * h);
            assertThat(gradient[i]).as("parameter %d", i).isCloseTo(slope, within(1e-7));
        }
    }

    @Test
    void gaussianProcessLearnsASmoothSystemAndKnowsWhereItDoesNot() {
        ModelOptions options = ModelOptions.defaults()
                .withKind(Kind.GAUSSIAN_PROCESS)
                .withAngles(0)
                .withPoints(60);
        ModelFit fit = new ModelLearner(options).fit(Systems.pendulum(80, 0.001, 3), Optional.empty(), 4, 1);
        ModelFit two = new ModelLearner(options).fit(Systems.pendulum(80, 0.001, 3), Optional.empty(), 4, 2);
        assertThat(ModelBytes.write(two.model())).isEqualTo(ModelBytes.write(fit.model()));
        Transitions test = Systems.pendulum(50, 0, 7);
        double[] mean = new double[100];
        double[] variance = new double[100];
        Prediction prediction = fit.model().prediction(50);
        prediction.predict(0, test.states(), test.controls(), 50, mean, variance);
        double[] truth = test.nextStates();
        for (int i = 0; i < 100; i++) {
            assertThat(Math.abs(mean[i] - truth[i])).isLessThan(6 * Math.sqrt(variance[i]) + 1e-3);
            assertThat(mean[i]).isCloseTo(truth[i], within(0.1));
        }
        double[] ratio = new double[1];
        prediction.disagreement(new double[] {0, 50}, new double[] {0}, 1, ratio);
        assertThat(ratio[0]).isGreaterThan(5);
    }

    @Test
    void linearModelKnowsWhereItHasNoData() {
        LearnedDynamics model = new ModelLearner(LINEAR)
                .fit(Systems.pendulum(80, 0.1, 3), Optional.empty(), 4, 1)
                .model();
        double[] ratio = new double[2];
        model.prediction(2).disagreement(new double[] {0, 0, 0, 50}, new double[2], 2, ratio);
        assertThat(ratio[0]).isLessThan(1);
        assertThat(ratio[1]).isGreaterThan(5);
    }
}
