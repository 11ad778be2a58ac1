package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class Pi2Test {
    private static final Pi2.Options DEFAULTS = Pi2.Options.defaults();
    private static final Plant PLANT = Plant.pointMass(2, 6, new double[] {1, -1, 0, 0});

    @ParameterizedTest
    @CsvSource({"nodamp, 1, 0", "damping2, 1, 2", "kl0.5_damp10, 0.5, 10"})
    void agreesWithTheReference(String name, double klBound, double damping) {
        ReferenceCase reference = ReferenceCase.load("k_pi2");
        ReferenceCase expected = reference.at("outputs").at(name);
        Pi2 pi2 = new Pi2(DEFAULTS.withCentred(false).withKlBound(klBound).withDamping(damping));
        LinearGaussianController old = referenceController(reference);
        List<Rollout> rollouts = referenceRollouts(reference);

        Pi2Update free = pi2.update(old, rollouts, referenceCosts(reference));
        // their minimiser stops at KL within 1e-5 of the bound
        assertRelative(free.temperatures(), expected.array("eta"), 1e-4);
        assertRelative(free.controller().offset().toArray(), expected.array("mean_new"), 1e-4);
        assertRelative(free.controller().covariance().toArray(), expected.array("cov_new"), 1e-4);
        assertThat(free.status()).isEqualTo(Pi2Update.Status.CONVERGED);

        Pi2Update given = pi2.update(old, rollouts, referenceCosts(reference), expected.array("eta"));
        assertRelative(given.controller().offset().toArray(), expected.array("mean_new"), 1e-13);
        assertRelative(given.controller().covariance().toArray(), expected.array("cov_new"), 1e-13);
        assertThat(given.temperatures()).containsExactly(expected.array("eta"));
    }

    @Test
    void aConstantAddedToAllCostsChangesNothing() {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(3));
        double[][] costs = costs(rollouts);
        Pi2Update plain = new Pi2(DEFAULTS).update(old, rollouts, SampledCosts.of(costs));
        for (double[] row : costs) {
            for (int t = 0; t < row.length; t++) {
                row[t] += 1 << t;
            }
        }
        Pi2Update shifted = new Pi2(DEFAULTS).update(old, rollouts, SampledCosts.of(costs));
        // rounding of costs-to-go of size 1e2, over temperatures of size 1e-1
        assertRelative(shifted.temperatures(), plain.temperatures(), 1e-11);
        assertRelative(
                shifted.controller().offset().toArray(),
                plain.controller().offset().toArray(),
                1e-11);
        assertRelative(
                shifted.controller().covariance().toArray(),
                plain.controller().covariance().toArray(),
                1e-11);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 2, 10})
    void costsInOtherUnitsChangeOnlyTheTemperature(double damping) {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(4));
        double[][] costs = costs(rollouts);
        Pi2 pi2 = new Pi2(DEFAULTS.withDamping(damping).withMinTemperature(1e-9));
        Pi2Update plain = pi2.update(old, rollouts, SampledCosts.of(costs));
        for (double[] row : costs) {
            Arrays.setAll(row, t -> 1024 * row[t]);
        }
        Pi2Update scaled = pi2.update(old, rollouts, SampledCosts.of(costs));
        assertRelative(
                Arrays.stream(scaled.temperatures()).map(eta -> eta / 1024).toArray(), plain.temperatures(), 1e-11);
        assertRelative(
                scaled.controller().offset().toArray(),
                plain.controller().offset().toArray(),
                1e-11);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 2, 10})
    void equalCostsChangeNothing(double damping) {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(5));
        double[][] equal = new double[8][7];
        for (double[] row : equal) {
            Arrays.fill(row, 2.5);
        }
        Pi2Update update = new Pi2(DEFAULTS.withDamping(damping)).update(old, rollouts, SampledCosts.of(equal));
        assertUnchanged(update, old, 1e-14);
        assertThat(update.status()).isEqualTo(Pi2Update.Status.BOUND_INACTIVE);
        assertThat(update.boundsInactive()).isEqualTo(6);
        assertThat(update.divergences()).containsOnly(0);
        assertThat(update.effectiveSampleSizes()).containsOnly(8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 2, 10})
    void inTheLimitOfGreatTemperaturesTheOldControllerComesBack(double damping) {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(6));
        SampledCosts costs = SampledCosts.of(costs(rollouts));
        Pi2 pi2 = new Pi2(DEFAULTS.withDamping(damping));
        double before = Double.POSITIVE_INFINITY;
        for (double eta = 100; eta < 1e7; eta *= 100) {
            LinearGaussianController now =
                    pi2.update(old, rollouts, costs, constant(eta)).controller();
            double moved = distance(now.offset(), old.offset()) + distance(now.covariance(), old.covariance());
            // of first order in 1/η
            assertThat(moved).isLessThan(before / 50);
            before = moved;
        }
        assertUnchanged(pi2.update(old, rollouts, costs, constant(1e20)), old, 1e-14);
    }

    /** min over Gaussians of E[½r(u−a)²] + η KL(p ‖ N(k,C)): precision C⁻¹ + r/η, mean between k and a. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onAOneStepQuadraticTheMeanMovesToTheSoftmax(boolean centred) {
        Plant step = new Plant(new double[][] {{1}}, new double[][] {{1}}, new double[] {0.5}, 1);
        double r = 3;
        double a = 2;
        double eta = 1.5;
        double variance = 0.7;
        LinearGaussianController old = new LinearGaussianController(
                TimeVaryingMatrix.of(1, 1, 1, new double[] {0.4}),
                TimeVaryingMatrix.of(1, 1, 1, new double[] {-0.1}),
                TimeVaryingMatrix.of(1, 1, 1, new double[] {variance}));
        int count = 100_000;
        List<Rollout> rollouts = step.rollouts(old, count, Plant.random(7));
        SampledCosts costs = SampledCosts.of((x, u, t) -> 0.5 * r * (u[0] - a) * (u[0] - a), rollouts);
        Pi2Update update =
                new Pi2(DEFAULTS.withDamping(0).withCentred(centred)).update(old, rollouts, costs, new double[] {eta});
        double mean = 0.4 * 0.5 - 0.1;
        double newVariance = 1 / (1 / variance + r / eta);
        double newMean = newVariance * (mean / variance + r / eta * a);
        double effective = update.effectiveSampleSizes()[0];
        // five standard errors, of the mean and of the variance of so many normal deviates; centring takes some off
        assertThat(update.controller().offset().get(0, 0) + 0.4 * 0.5)
                .isCloseTo(newMean, within(5 * Math.sqrt(newVariance / effective)));
        assertThat(update.controller().covariance().get(0, 0, 0))
                .isCloseTo(newVariance, within(5 * newVariance * Math.sqrt(2 / effective)));
        assertThat(newMean - mean).isGreaterThan(100 * Math.sqrt(newVariance / effective));
    }

    /** Costs that only the step before decides: weights of later steps do not see it. */
    @Test
    void aStepIsJudgedByWhatFollowsIt() {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(8));
        double[][] early = new double[8][7];
        for (int n = 0; n < 8; n++) {
            early[n][2] = n;
        }
        Pi2Update update = new Pi2(DEFAULTS).update(old, rollouts, SampledCosts.of(early));
        for (int t = 0; t < 6; t++) {
            boolean moved = !Arrays.equals(
                    update.controller().offset().step(t), old.offset().step(t));
            assertThat(moved).as("t = " + t).isEqualTo(t <= 2);
        }
        assertThat(update.boundsInactive()).isEqualTo(3);
    }

    /** (tr(C⁻¹ C_ML)/m)^{1/d} C, the weighted covariance being taken in the coordinates of the controls. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5})
    void dampingScalesTheOldCovariance(double damping) {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 12, Plant.random(9));
        SampledCosts costs = SampledCosts.of(costs(rollouts));
        Pi2.Options options = DEFAULTS.withCentred(false);
        double[] temperatures = constant(0.8);
        TimeVaryingMatrix full = new Pi2(options.withDamping(0))
                .update(old, rollouts, costs, temperatures)
                .controller()
                .covariance();
        TimeVaryingMatrix damped = new Pi2(options.withDamping(damping))
                .update(old, rollouts, costs, temperatures)
                .controller()
                .covariance();
        for (int t = 0; t < 6; t++) {
            double trace = 0;
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    trace += old.precision().get(t, i, j) * full.get(t, j, i);
                }
            }
            double factor = Math.pow(trace / 2, 1 / damping);
            double[] c = old.covariance().step(t);
            assertRelative(damped.step(t), Arrays.stream(c).map(v -> factor * v).toArray(), 1e-12);
        }
    }

    @Test
    void clippedControlsAreTakenAsAppliedOrAsDrawn() {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(10), 0.8);
        assertThat(rollouts.stream().mapToInt(Rollout::clipped).sum()).isPositive();
        // all weight on one rollout: the new mean passes through what that one did
        double[][] costs = new double[8][7];
        for (int n = 0; n < 8; n++) {
            costs[n][6] = n == 3 ? 0 : 1;
        }
        Pi2.Options options = DEFAULTS.withCentred(false).withKlBound(10);
        Rollout best = rollouts.get(3);
        for (Pi2.Controls controls : Pi2.Controls.values()) {
            Pi2Update update = new Pi2(options.withControls(controls)).update(old, rollouts, SampledCosts.of(costs));
            assertThat(update.covariancesKept()).isEqualTo(6);
            assertThat(update.status()).isEqualTo(Pi2Update.Status.COVARIANCE_KEPT);
            assertThat(update.controller().covariance()).isEqualTo(old.covariance());
            double[] mean = new double[2];
            for (int t = 0; t < 6; t++) {
                update.controller().mean(best.states().step(t), t, mean);
                double[] expected =
                        controls == Pi2.Controls.APPLIED ? best.controls().step(t) : drawn(old, best, t);
                assertRelative(mean, expected, 1e-13);
            }
        }
    }

    @Test
    void fewerRolloutsThanControlsKeepAnUndampedCovariance() {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 2, Plant.random(11));
        for (boolean centred : new boolean[] {false, true}) {
            Pi2Update update = new Pi2(
                            DEFAULTS.withDamping(0).withCentred(centred).withKlBound(0.1))
                    .update(old, rollouts, SampledCosts.of(costs(rollouts)));
            assertThat(update.covariancesKept()).isEqualTo(6);
            assertThat(update.controller().covariance()).isEqualTo(old.covariance());
            assertThat(update.controller().offset()).isNotEqualTo(old.offset());
        }
    }

    /** However often it shrinks, a covariance stays one. */
    @Test
    void aCovarianceCannotShrinkToNothing() {
        for (double damping : new double[] {0, 0.5}) {
            Pi2 pi2 = new Pi2(DEFAULTS.withDamping(damping).withMinTemperature(1e-300));
            LinearGaussianController controller = RandomControllers.of(1, 6, 4, 2);
            int kept = 0;
            for (int i = 0; i < 400; i++) {
                List<Rollout> rollouts = PLANT.rollouts(controller, 6, Plant.random(i));
                Pi2Update update = pi2.update(controller, rollouts, SampledCosts.of(costs(rollouts)));
                controller = update.controller();
                kept += update.covariancesKept();
            }
            double greatest =
                    Arrays.stream(controller.covariance().toArray()).max().orElseThrow();
            assertThat(greatest).isPositive().isLessThan(1e-6);
            assertThat(kept).isPositive();
        }
    }

    @Test
    void gainsStayAndResultsCannotBeChanged() {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 8, Plant.random(12));
        Pi2Update update = new Pi2(DEFAULTS).update(old, rollouts, SampledCosts.of(costs(rollouts)));
        assertThat(update.controller().gain()).isEqualTo(old.gain());
        for (double kl : update.divergences()) {
            assertThat(kl).isCloseTo(1, within(1e-10));
        }
        update.temperatures()[0] = -1;
        update.divergences()[0] = -1;
        update.effectiveSampleSizes()[0] = -1;
        assertThat(update.temperatures()[0]).isPositive();
        assertThat(update.divergences()[0]).isPositive();
        assertThat(update.effectiveSampleSizes()[0]).isBetween(1.0, 8.0);
    }

    @Test
    void refusesWhatDoesNotFit() {
        LinearGaussianController old = RandomControllers.of(1, 6, 4, 2);
        List<Rollout> rollouts = PLANT.rollouts(old, 3, Plant.random(13));
        SampledCosts costs = SampledCosts.of(costs(rollouts));
        Pi2 pi2 = new Pi2(DEFAULTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pi2.update(old, rollouts.subList(0, 1), costs))
                .withMessageContaining("at least 2 rollouts")
                .withMessageContaining("found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pi2.update(old, rollouts.subList(0, 2), costs))
                .withMessageContaining("costs: expected 2 rollouts of 7 steps, found 3 of 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pi2.update(old, rollouts, SampledCosts.of(new double[3][6])))
                .withMessageContaining("costs: expected 3 rollouts of 7 steps, found 3 of 6");
        Plant other = Plant.pointMass(2, 5, new double[4]);
        List<Rollout> mixed = new ArrayList<>(rollouts);
        mixed.set(1, other.rollouts(other.controller(1), 1, Plant.random(1)).get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pi2.update(old, mixed, costs))
                .withMessageContaining("states of rollout 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pi2.update(old, rollouts, costs, new double[5]))
                .withMessageContaining("temperatures: expected 6 numbers, found 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pi2.update(old, rollouts, costs, new double[] {1, 1, 0, 1, 1, 1}))
                .withMessageContaining("temperatures[2]");
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withKlBound(0))
                .withMessageContaining("klBound");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMinTemperature(Double.NaN))
                .withMessageContaining("minTemperature");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withDamping(-1))
                .withMessageContaining("damping");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withControls(null))
                .withMessageContaining("controls");
    }

    private static double[][] costs(List<Rollout> rollouts) {
        return rollouts.stream()
                .map(r -> {
                    double[] costs = new double[7];
                    for (int t = 0; t <= 6; t++) {
                        double x = r.states().get(t, 0);
                        double y = r.states().get(t, 1);
                        costs[t] = x * x
                                + 2 * y * y
                                + (t < 6 ? 0.1 * Math.abs(r.controls().get(t, 0)) : 0);
                    }
                    return costs;
                })
                .toArray(double[][]::new);
    }

    private static double[] drawn(LinearGaussianController controller, Rollout rollout, int t) {
        double[] u = new double[2];
        controller.mean(rollout.states().step(t), t, u);
        controller.choleskyLower().multiplyAdd(t, rollout.noise().step(t), u);
        return u;
    }

    private static double[] constant(double eta) {
        double[] temperatures = new double[6];
        Arrays.fill(temperatures, eta);
        return temperatures;
    }

    private static void assertUnchanged(Pi2Update update, LinearGaussianController old, double tolerance) {
        assertThat(distance(update.controller().offset(), old.offset())).isLessThan(tolerance);
        assertThat(distance(update.controller().covariance(), old.covariance())).isLessThan(tolerance);
    }

    private static double distance(TimeVaryingMatrix a, TimeVaryingMatrix b) {
        double[] x = a.toArray();
        double[] y = b.toArray();
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(x[i] - y[i]));
        }
        return most;
    }

    private static void assertRelative(double[] actual, double[] expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("entry " + i).isCloseTo(expected[i], within(tolerance * largest));
        }
    }

    private static LinearGaussianController referenceController(ReferenceCase reference) {
        return new LinearGaussianController(
                TimeVaryingMatrix.zeros(10, 2, 1),
                reference.timeVarying("inputs/mean_old"),
                reference.timeVarying("inputs/cov_old"));
    }

    /** The reference gives controls without the feedback: those of a controller with K = 0. */
    private static List<Rollout> referenceRollouts(ReferenceCase reference) {
        List<Rollout> rollouts = new ArrayList<>();
        for (int n = 0; n < 15; n++) {
            TimeVaryingMatrix nothing = TimeVaryingMatrix.zeros(11, 1, 1);
            rollouts.add(new Rollout(
                    nothing,
                    TimeVaryingMatrix.ofVectors(10, 2, reference.slice("inputs/samples", n)),
                    nothing,
                    TimeVaryingMatrix.zeros(10, 2, 1),
                    0));
        }
        return rollouts;
    }

    /** The reference has no final cost. */
    private static SampledCosts referenceCosts(ReferenceCase reference) {
        double[][] costs = new double[15][];
        for (int n = 0; n < 15; n++) {
            costs[n] = Arrays.copyOf(reference.slice("inputs/costs", n), 11);
        }
        return SampledCosts.of(costs);
    }
}
