package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.solver.PolicyPenalty;
import org.waymark.lqr.solver.TrajectoryKl;

/** Costs-to-go with a pull towards the global policy, and the update that they make. */
class CostsToGoTest {
    private static final int T = 4;
    private static final Plant PLANT = Plant.pointMass(2, T, new double[] {1, -1, 0.5, 0});
    private static final LinearGaussianController OLD = RandomControllers.of(1, T, 4, 2);
    private static final LinearGaussianController POLICY = RandomControllers.of(2, T, 4, 2);

    @Test
    void withoutWeightsItIsTheCostToGo() {
        List<Rollout> rollouts = PLANT.rollouts(OLD, 5, Plant.random(1));
        SampledCosts costs = SampledCosts.of(new ReachCost(1, 1, 1, 1, 0, 0), rollouts);
        double[][] toGo = penalized(costs, rollouts, 0, 0, 0, 0);
        for (int n = 0; n < 5; n++) {
            for (int t = 0; t < T; t++) {
                assertThat(toGo[t][n]).isEqualTo(costs.toGo(n, t));
            }
        }
    }

    /** What follows a step counts with its divergence at the state reached. */
    @Test
    void laterStepsCountWithTheirDivergences() {
        List<Rollout> rollouts = PLANT.rollouts(OLD, 5, Plant.random(2));
        double[][] toGo = penalized(SampledCosts.of(new double[5][T + 1]), rollouts, 0, 2, 0, 3);
        for (int n = 0; n < 5; n++) {
            double[] kl = TrajectoryKl.perStep(at(rollouts.get(n)), OLD, POLICY);
            assertThat(toGo[0][n]).isCloseTo(2 * kl[1] + 3 * kl[3], within(1e-12));
            assertThat(toGo[2][n]).isCloseTo(3 * kl[3], within(1e-12));
        }
    }

    /** A step's own log ratio has its divergence as its expectation. */
    @Test
    void aStepsOwnTermIsRightOnAverage() {
        int count = 20_000;
        List<Rollout> rollouts = PLANT.rollouts(OLD, count, Plant.random(3));
        double[] own = penalized(SampledCosts.of(new double[count][T + 1]), rollouts, 1, 0, 0, 0)[0];
        double mean = Arrays.stream(own).average().orElseThrow();
        double variance = Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum() / count;
        double kl = TrajectoryKl.perStep(at(rollouts.get(0)), OLD, POLICY)[0];
        assertThat(kl).isGreaterThan(0.1);
        assertThat(mean).isCloseTo(kl, within(5 * Math.sqrt(variance / count)));
    }

    /** Without any cost, and a bound that does not bind, the sample is weighed into one of the policy. */
    @Test
    void withoutACostTheUpdateLeadsToThePolicy() {
        Plant step = Plant.pointMass(2, 1, new double[] {1, -1, 0.5, 0});
        LinearGaussianController old = RandomControllers.of(7, 1, 4, 2);
        LinearGaussianController policy = new LinearGaussianController(
                TimeVaryingMatrix.zeros(1, 2, 4),
                TimeVaryingMatrix.ofVectors(1, 2, new double[] {0.3, -0.2}),
                TimeVaryingMatrix.of(1, 2, 2, new double[] {0.3, 0.1, 0.1, 0.2}));
        int count = 100_000;
        List<Rollout> rollouts = step.rollouts(old, count, Plant.random(4));
        Pi2Update update = new Pi2(Pi2.Options.defaults().withDamping(0).withKlBound(100))
                .update(
                        old,
                        rollouts,
                        SampledCosts.of(new double[count][2]),
                        new PolicyPenalty(policy, TimeVaryingMatrix.ofVectors(1, 1, new double[] {0.7})));
        assertThat(update.temperatures()).containsExactly(0.7);
        double effective = update.effectiveSampleSizes()[0];
        assertThat(effective).isGreaterThan(1000);
        double[] mean = new double[2];
        update.controller().mean(step.start(), 0, mean);
        // five standard errors
        assertThat(mean[0]).isCloseTo(0.3, within(5 * Math.sqrt(0.3 / effective)));
        assertThat(mean[1]).isCloseTo(-0.2, within(5 * Math.sqrt(0.2 / effective)));
        double[] expected = {0.3, 0.1, 0.1, 0.2};
        for (int i = 0; i < 4; i++) {
            assertThat(update.controller().covariance(0)[i])
                    .isCloseTo(expected[i], within(5 * 0.3 * Math.sqrt(2 / effective)));
        }
    }

    @Test
    void raisingTheWeightsHoldsTheUpdateBack() {
        List<Rollout> rollouts = PLANT.rollouts(OLD, 20, Plant.random(5));
        SampledCosts costs = SampledCosts.of(new ReachCost(1, 1, 20, 1, 0, 0), rollouts);
        double before = Double.POSITIVE_INFINITY;
        for (double lambda = 1; lambda < 2e4; lambda *= 10) {
            PolicyPenalty own = new PolicyPenalty(
                    OLD, TimeVaryingMatrix.ofVectors(T, 1, new double[] {lambda, lambda, lambda, lambda}));
            LinearGaussianController now = new Pi2(Pi2.Options.defaults())
                    .update(OLD, rollouts, costs, own)
                    .controller();
            double moved = TrajectoryKl.total(at(rollouts.get(0)), now, OLD);
            assertThat(moved).isLessThanOrEqualTo(before);
            before = moved;
        }
        assertThat(before).isLessThan(1e-4);
    }

    @Test
    void refusesAPolicyOfOtherSizes() {
        List<Rollout> rollouts = PLANT.rollouts(OLD, 5, Plant.random(6));
        PolicyPenalty other = new PolicyPenalty(RandomControllers.of(1, T, 3, 2), TimeVaryingMatrix.zeros(T, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pi2(Pi2.Options.defaults())
                        .update(OLD, rollouts, SampledCosts.of(new double[5][T + 1]), other))
                .withMessageContaining("penalty policy gain");
    }

    private static double[][] penalized(SampledCosts costs, List<Rollout> rollouts, double... weights) {
        return CostsToGo.of(
                costs,
                OLD,
                rollouts,
                Deviates.of(OLD, rollouts, Pi2.Controls.SAMPLED),
                new PolicyPenalty(POLICY, TimeVaryingMatrix.ofVectors(T, 1, weights)));
    }

    /** A rollout as a distribution without spread. */
    private static TrajectoryDistribution at(Rollout rollout) {
        double[] mean = new double[T * 6];
        for (int t = 0; t < T; t++) {
            rollout.states().read(t, mean, t * 6);
            rollout.controls().read(t, mean, t * 6 + 4);
        }
        return new TrajectoryDistribution(
                TimeVaryingMatrix.ofVectors(T, 6, mean),
                TimeVaryingMatrix.zeros(T, 6, 6),
                new Gaussian(rollout.states().step(T), new double[16]));
    }
}
