package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class TrajectoryMixtureTest {
    private static final int HORIZON = 15;

    /** A pushed mass with x_0 ~ N(0, I), whatever the mass; rollout k has mass 1 + 2·(k % modes), and random controls. */
    private static List<Rollout> masses(long seed, int count, int modes) {
        RandomGenerator random = new RandomStreams(seed).stream("masses", 0, 0, 0);
        List<Rollout> rollouts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double mass = 1 + 2.0 * (k % modes);
            double[] x = new double[2 * (HORIZON + 1)];
            double[] u = new double[HORIZON];
            x[0] = random.nextGaussian();
            x[1] = random.nextGaussian();
            for (int t = 0; t < HORIZON; t++) {
                u[t] = random.nextGaussian();
                x[2 * t + 2] = x[2 * t] + 0.1 * x[2 * t + 1];
                x[2 * t + 3] = x[2 * t + 1] + u[t] / mass + 0.02 * random.nextGaussian();
            }
            TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(HORIZON + 1, 2, x);
            rollouts.add(new Rollout(
                    states,
                    TimeVaryingMatrix.ofVectors(HORIZON, 1, u),
                    states,
                    TimeVaryingMatrix.zeros(HORIZON, 1, 1),
                    0));
        }
        return rollouts;
    }

    /** By the first entry of x_0, as k-means on x_0 would: it knows nothing of the mass. */
    private static double[][] bySide(List<Rollout> rollouts) {
        return rollouts.stream()
                .map(r -> r.states().get(0, 0) < 0 ? new double[] {1, 0} : new double[] {0, 1})
                .toArray(double[][]::new);
    }

    private static double[][] random(int count, int groups, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("groups", 0, 0, 0);
        double[][] groupsOf = new double[count][groups];
        for (double[] row : groupsOf) {
            row[random.nextInt(groups)] = 1;
        }
        return groupsOf;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void modesThatBeginAlikeAreSeparated(long seed) {
        List<Rollout> rollouts = masses(seed, 60, 2);
        TrajectoryMixture.Fit fit = TrajectoryMixture.fit(rollouts, bySide(rollouts));
        int first = fit.responsibilities()[0][0] > 0.5 ? 0 : 1;
        for (int k = 0; k < rollouts.size(); k++) {
            int own = k % 2 == 0 ? first : 1 - first;
            assertThat(fit.responsibilities()[k][own]).as("rollout %s", k).isGreaterThan(0.99);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePenalisedLikelihoodNeverFalls(long seed) {
        List<Rollout> rollouts = masses(seed, 20, 3);
        double[] objectives =
                TrajectoryMixture.fit(rollouts, random(20, 4, seed)).objectives();
        assertThat(objectives).hasSizeGreaterThan(1);
        for (int k = 1; k < objectives.length; k++) {
            // rounding of a sum of some thousand terms
            assertThat(objectives[k]).isGreaterThanOrEqualTo(objectives[k - 1] - 1e-9 * Math.abs(objectives[k]));
        }
    }

    @Test
    void groupsThatAreAlreadyRightStayAsTheyAre() {
        List<Rollout> rollouts = masses(9, 40, 2);
        double[][] right = new double[40][2];
        for (int k = 0; k < 40; k++) {
            right[k][k % 2] = 1;
        }
        TrajectoryMixture.Fit fit = TrajectoryMixture.fit(rollouts, right);
        for (int k = 0; k < 40; k++) {
            assertThat(fit.responsibilities()[k][k % 2]).isGreaterThan(0.99);
        }
    }

    @Test
    void theTrueGroupsSayMoreOfNewRolloutsThanOneGroupDoes() {
        List<Rollout> rollouts = masses(11, 60, 2);
        double[][] one = new double[60][1];
        double[][] two = new double[60][2];
        for (int k = 0; k < 60; k++) {
            one[k][0] = 1;
            two[k][k % 2] = 1;
        }
        TrajectoryMixture together = TrajectoryMixture.of(rollouts, one);
        TrajectoryMixture apart = TrajectoryMixture.of(rollouts, two);
        double gain = 0;
        for (Rollout rollout : masses(12, 30, 2)) {
            gain += (apart.logLikelihood(rollout) - together.logLikelihood(rollout)) / 30;
        }
        // the spread of u/m over the masses 1 and 3, deviation 1/3, beside noise of 0.02: log 17 nats a step at most
        assertThat(gain).isBetween(HORIZON * 0.5, HORIZON * Math.log(17));
    }

    @Test
    void densitiesSumToTheLikelihood() {
        List<Rollout> rollouts = masses(3, 12, 2);
        TrajectoryMixture mixture = TrajectoryMixture.of(rollouts, random(12, 3, 1));
        double[] densities = mixture.logDensities(rollouts.get(0));
        double sum = 0;
        for (double density : densities) {
            sum += Math.exp(density - densities[0]);
        }
        assertThat(mixture.logLikelihood(rollouts.get(0))).isCloseTo(densities[0] + Math.log(sum), within(1e-9));
    }

    @Test
    void tooFewRolloutsAndOtherSizesAreRefused() {
        List<Rollout> rollouts = masses(1, 4, 2);
        assertThatThrownBy(() -> TrajectoryMixture.fit(rollouts.subList(0, 1), random(1, 1, 1)))
                .hasMessage("rollouts: expected at least 2, found 1");
        assertThatThrownBy(() -> TrajectoryMixture.of(rollouts, random(3, 2, 1)))
                .hasMessage("responsibilities: expected 4 rows, found 3");
    }
}
