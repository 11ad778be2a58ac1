package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.PolicyOptions;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/** Each guard is tripped in a run of the whole loop. */
class GuardsTest {
    private static final int HORIZON = LinearTasks.HORIZON;

    private static AlgorithmOptions algorithm(Variant variant, Teacher teacher, int iterations) {
        return AlgorithmOptions.defaults()
                .withName(variant)
                .withTeacher(teacher)
                .withIterations(iterations);
    }

    private static List<Iteration> run(Task task, AlgorithmOptions algorithm) {
        return run(task, algorithm, PolicyOptions.defaults().withHidden(4).withSteps(50));
    }

    private static List<Iteration> run(Task task, AlgorithmOptions algorithm, PolicyOptions policy) {
        GpsOptions defaults = GpsOptions.defaults();
        GpsOptions options = new GpsOptions(
                algorithm, defaults.exploration(), defaults.dynamics(), defaults.policyLinearization(), policy);
        return LinearTasks.run(task, options, 1, 1);
    }

    private static List<Warning.Kind> kinds(Iteration iteration) {
        return iteration.warnings().stream().map(Warning::kind).toList();
    }

    private static Warning only(Iteration iteration, Warning.Kind kind) {
        List<Warning> found = iteration.warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static double variance(Iteration iteration, int t) {
        return iteration.updates().get(0).controller().covariance().get(t, 0, 0);
    }

    /** The linear plant with controls in ±limit, under controllers that do the same always. */
    private static Task limited(double limit, double... offsets) {
        List<InitialState> starts = new ArrayList<>();
        List<LinearGaussianController> controllers = new ArrayList<>();
        for (double offset : offsets) {
            double[] always = new double[HORIZON];
            Arrays.fill(always, offset);
            starts.add(InitialState.of(1, 0));
            controllers.add(new LinearGaussianController(
                    TimeVaryingMatrix.zeros(HORIZON, 1, 2),
                    TimeVaryingMatrix.ofVectors(HORIZON, 1, always),
                    TimeVaryingMatrix.constant(HORIZON, 1, 1, new double[] {1})));
        }
        Supplier<Simulator> plant = () -> new Limited(limit);
        return new Task(
                plant,
                HORIZON,
                List.of(LinearTasks.cost()),
                Cluster.each(starts),
                controllers,
                starts,
                rollout -> true);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NETWORK")
    void explorationNeverFallsBelowItsFloor(Teacher teacher) {
        // half of the deviation that the initial controllers have, and a twentieth of the range of −10…10: 1 and 1
        Task unlimited = LinearTasks.from(1);
        LinearGaussianController initial =
                ((Starts.Listed) unlimited.starts()).initialControllers().get(0);
        double mean = 0;
        for (int t = 0; t < HORIZON; t++) {
            mean += initial.covariance().get(t, 0, 0) / HORIZON;
        }
        AlgorithmOptions free = algorithm(Variant.LOCAL_ONLY, teacher, 3).withMinDeviation(0);
        requireFloor(unlimited, free, 0.9, mean);
        requireFloor(limited(10, 0), free, 0.05, 400);
    }

    private static void requireFloor(Task task, AlgorithmOptions free, double fraction, double squaredScale) {
        double floor = fraction * fraction * squaredScale;
        List<Iteration> unguarded = run(task, free);
        List<Iteration> guarded = run(task, free.withMinDeviation(fraction));
        double least = Double.POSITIVE_INFINITY;
        int below = 0;
        for (int t = 0; t < HORIZON; t++) {
            least = Math.min(least, variance(unguarded.get(0), t));
            below += variance(unguarded.get(0), t) < floor ? 1 : 0;
            assertThat(variance(guarded.get(0), t))
                    .isCloseTo(Math.max(floor, variance(unguarded.get(0), t)), within(1e-9 * floor));
            assertThat(variance(guarded.get(2), t)).isGreaterThanOrEqualTo(floor * (1 - 1e-12));
        }
        LocalUpdate update = guarded.get(0).updates().get(0);
        assertThat(below).isPositive();
        assertThat(update.lifted()).isEqualTo(below);
        assertThat(update.leastDeviation()).isCloseTo(Math.sqrt(least / squaredScale), within(1e-9));
        update.marginals().ifPresent(marginals -> assertThat(marginals)
                .isEqualTo(GaussianForwardPass.propagate(
                        guarded.get(0).evidence().get(0).model().orElseThrow().dynamics(), update.controller())));
        assertThat(kinds(guarded.get(0)).contains(Warning.Kind.EXPLORATION_LOST))
                .isEqualTo(update.leastDeviation() < 0.1 * fraction);
        assertThat(unguarded.get(0).updates().get(0).lifted()).isZero();
    }

    /** Without a bound that holds it back, the minimiser does the same always. */
    @Test
    void aControllerThatCollapsesIsToldOf() {
        AlgorithmOptions unbound = algorithm(Variant.LOCAL_ONLY, Teacher.LQR, 1).withKlStep(1e12);
        Iteration first =
                run(LinearTasks.from(1), unbound.withMinDeviation(0.01)).get(0);
        LocalUpdate update = first.updates().get(0);
        assertThat(update.leastDeviation()).isLessThan(1e-3);
        assertThat(only(first, Warning.Kind.EXPLORATION_LOST))
                .isEqualTo(Warning.of(Warning.Kind.EXPLORATION_LOST, 0, (double) update.lifted() / HORIZON));
    }

    @Test
    void clippedControlsAreToldOfTheClusterThatHasThem() {
        // three standard deviations from its limits, and one beyond them
        Iteration first = run(limited(3, 0, 4), algorithm(Variant.LOCAL_ONLY, Teacher.LQR, 1))
                .get(0);
        Warning warning = only(first, Warning.Kind.CONTROLS_CLIPPED);
        assertThat(warning.cluster()).hasValue(1);
        assertThat(warning.value()).isEqualTo(first.clippedFraction(1)).isGreaterThan(0.5);
        assertThat(first.clippedFraction(0)).isLessThan(0.1);
        assertThat(first.clippedFraction())
                .isCloseTo((first.clippedFraction(0) + first.clippedFraction(1)) / 2, within(1e-12));
    }

    /** Speed costs a fortune from where on no rollout of the first iteration goes, and the goal is far. */
    @Test
    void anUpdateThatTurnsOutFarWorseIsTakenBackAndRepeatedWithHalfTheStep() {
        Cost smooth = LinearTasks.cost();
        Cost fined = (x, u, t) -> smooth.running(x, u, t) + 1e4 * Math.max(0, -1.5 - x[1]);
        Task task = LinearTasks.with(fined, 6);
        AlgorithmOptions bold = algorithm(Variant.LOCAL_ONLY, Teacher.LQR, 3).withKlStep(3);
        List<Iteration> run = run(task, bold);
        assertThat(run.get(1).meanCost()).isGreaterThan(2 * run.get(0).meanCost());
        assertThat(run.get(1).rejected()).isOne();
        assertThat(only(run.get(1), Warning.Kind.UPDATE_TAKEN_BACK).cluster()).hasValue(0);
        // as before: what the second update was made from is what the first one was
        Attempt first = run.get(0).state().attempt().orElseThrow();
        Attempt second = run.get(1).state().attempt().orElseThrow();
        assertThat(second.evidence()).isEqualTo(first.evidence());
        assertThat(second.before().get(0).controller())
                .isSameAs(first.before().get(0).controller());
        assertThat(run.get(1).updates().get(0).klBound())
                .isEqualTo(run.get(0).updates().get(0).klBound() / 2);
        assertThat(run.get(2).meanCost()).isLessThan(run.get(1).meanCost());

        List<Iteration> stubborn = run(task, bold.withRejectWorse(false));
        assertThat(stubborn.get(1).rejected()).isZero();
        assertThat(kinds(stubborn.get(1))).doesNotContain(Warning.Kind.UPDATE_TAKEN_BACK);
    }

    @Test
    void theBestPolicyIsKeptWhenLaterOnesAreWorse() {
        AtomicBoolean dearer = new AtomicBoolean();
        Cost smooth = LinearTasks.cost();
        Cost cost = (x, u, t) -> smooth.running(x, u, t) + (dearer.get() ? 100 : 0);
        Task task = LinearTasks.with(cost, 1);
        GpsOptions options = LinearTasks.options(Variant.MIRROR_DESCENT, 2);
        try (GuidedPolicySearch<State, ?, ?, Iteration> search = GuidedPolicySearch.linear(task, options, 1, 1)) {
            Iteration first = search.iterate(search.initialState());
            dearer.set(true);
            Iteration second = search.iterate(first.state());
            BestPolicy best = second.state().best().orElseThrow();
            assertThat(second.policy().orElseThrow().cost()).isGreaterThan(best.cost());
            assertThat(best).isEqualTo(first.state().best().orElseThrow());
            assertThat(best.iteration()).isOne();
            assertThat(best.policy())
                    .isEqualTo(first.state().policy().orElseThrow().policy())
                    .isNotEqualTo(second.state().policy().orElseThrow().policy());
        }
    }

    @Test
    void weightsAtTheirUpperBoundAreCountedAndToldOf() {
        // no disagreement at all is put up with, and weights may not grow
        Iteration up = run(
                        LinearTasks.from(1, -1),
                        algorithm(Variant.CONSTRAINED, Teacher.LQR, 1)
                                .withConstrained(new ConstrainedOptions(1e-9, 0.5, 0.01, 1e-4, 0.01)))
                .get(0);
        assertThat(up.atBounds()).contains(new AtBounds(0, 2 * HORIZON, 0));
        assertThat(up.warnings())
                .contains(
                        Warning.of(Warning.Kind.WEIGHT_AT_BOUND, 0, 1), Warning.of(Warning.Kind.WEIGHT_AT_BOUND, 1, 1));
    }

    @Test
    void weightsAtTheirLowerBoundAreCountedAndNoCauseForWarning() {
        Iteration down = run(
                        LinearTasks.from(1),
                        algorithm(Variant.CONSTRAINED, Teacher.LQR, 1)
                                .withConstrained(new ConstrainedOptions(1e9, 0.5, 0.01, 0.01, 1)))
                .get(0);
        assertThat(down.atBounds()).contains(new AtBounds(HORIZON, 0, 0));
        assertThat(kinds(down)).doesNotContain(Warning.Kind.WEIGHT_AT_BOUND);
    }

    @Test
    void pricesAtTheirBoundAreCountedAndToldOf() {
        BadmmOptions narrow =
                new BadmmOptions(2, 0.01, 1e-4, 10, WeightRule.SPREAD, new double[] {0.02}, 2, 0.5, 0.1, 0, 1e-9);
        Iteration first = run(
                        LinearTasks.from(1),
                        algorithm(Variant.BADMM, Teacher.LQR, 1).withBadmm(narrow))
                .get(0);
        int prices = first.atBounds().orElseThrow().prices();
        assertThat(prices).isGreaterThan(HORIZON / 2);
        assertThat(only(first, Warning.Kind.PRICE_AT_BOUND).value()).isEqualTo((double) prices / HORIZON);
        Iteration wide = run(LinearTasks.from(1), algorithm(Variant.BADMM, Teacher.LQR, 1))
                .get(0);
        assertThat(wide.atBounds().orElseThrow().prices()).isZero();
    }

    @Test
    void variantsWithoutMultipliersHaveNoneAtBounds() {
        assertThat(run(LinearTasks.from(1), algorithm(Variant.MIRROR_DESCENT, Teacher.LQR, 1))
                        .get(0)
                        .atBounds())
                .isEmpty();
    }

    private static Cost times(double factor) {
        Cost smooth = LinearTasks.cost();
        return (x, u, t) -> factor * smooth.running(x, u, t);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NETWORK")
    void aLargeMultiplierIsToldOfWithItsClusterAndStep(Teacher teacher) {
        AlgorithmOptions algorithm = algorithm(Variant.LOCAL_ONLY, teacher, 1);
        Iteration dear = run(LinearTasks.with(times(1e6), 1), algorithm).get(0);
        Warning warning = only(dear, Warning.Kind.LARGE_ETA);
        LocalUpdate update = dear.updates().get(0);
        assertThat(warning.cluster()).hasValue(0);
        assertThat(warning.value()).isGreaterThan(1e3);
        switch (teacher) {
            case LQR -> assertThat(warning).isEqualTo(Warning.of(Warning.Kind.LARGE_ETA, 0, update.eta()));
            case PI2 ->
                assertThat(warning.value())
                        .isEqualTo(update.pathIntegral()
                                .orElseThrow()
                                .temperatures()[warning.step().orElseThrow()]);
            case PILQR ->
                assertThat(warning.value())
                        .isEqualTo(update.eta())
                        .isEqualTo(update.klSteps()
                                .orElseThrow()
                                .multipliers()
                                .get(warning.step().orElseThrow(), 0));
        }
        assertThat(kinds(run(LinearTasks.from(1), algorithm).get(0))).doesNotContain(Warning.Kind.LARGE_ETA);
    }

    /** Within the bound because the minimum is there, within it because passes were spent, and beyond it are three things. */
    @Test
    void aBoundThatIsNotMetIsToldFromOneThatIsInactive() {
        AlgorithmOptions lqr = algorithm(Variant.LOCAL_ONLY, Teacher.LQR, 1);
        Iteration inactive = run(LinearTasks.from(1), lqr.withKlStep(1e12)).get(0);
        assertThat(inactive.updates().get(0).status()).isEqualTo(KlUpdate.Status.BOUND_INACTIVE);
        assertThat(inactive.updates().get(0).kl())
                .isLessThan(inactive.updates().get(0).klBound());
        assertThat(kinds(inactive)).doesNotContain(Warning.Kind.BOUND_NOT_MET);

        // η would have to be above 1e16
        Iteration hopeless = run(LinearTasks.with(times(1e21), 1), lqr).get(0);
        LocalUpdate beyond = hopeless.updates().get(0);
        assertThat(beyond.status()).isEqualTo(KlUpdate.Status.BOUND_NOT_MET);
        assertThat(beyond.kl()).isGreaterThan(1.1 * beyond.klBound());
        assertThat(only(hopeless, Warning.Kind.BOUND_NOT_MET))
                .isEqualTo(Warning.of(Warning.Kind.BOUND_NOT_MET, 0, beyond.kl() / beyond.klBound()));

        AlgorithmOptions onePass =
                algorithm(Variant.LOCAL_ONLY, Teacher.PILQR, 1).withPilqr(new PilqrOptions(0.05, 0.2, 0.5, 2, 1, 0.1));
        Iteration kept = run(LinearTasks.from(1), onePass.withKlStep(1e3)).get(0);
        assertThat(kept.updates().get(0).status()).isEqualTo(KlUpdate.Status.BOUND_KEPT);
        assertThat(kinds(kept)).doesNotContain(Warning.Kind.BOUND_NOT_MET);
        Iteration exceeded = run(LinearTasks.from(1), onePass.withKlStep(1e-6)).get(0);
        assertThat(exceeded.updates().get(0).status()).isEqualTo(KlUpdate.Status.BOUND_NOT_MET);
        assertThat(only(exceeded, Warning.Kind.BOUND_NOT_MET).value()).isNaN();
    }

    /** A cost that falls without end, faster than any multiplier there is can hold. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL_ONLY", "MIRROR_DESCENT", "CONSTRAINED", "BADMM"})
    void whereThereIsNoMinimumTheControllerStays(Variant variant) {
        Task task = LinearTasks.with(times(-1e25), 1);
        List<Iteration> run = run(task, algorithm(variant, Teacher.LQR, 2));
        for (Iteration iteration : run) {
            LocalUpdate update = iteration.updates().get(0);
            assertThat(update.status()).isEqualTo(KlUpdate.Status.NOT_POSITIVE_DEFINITE);
            assertThat(update.kl()).isNaN();
            assertThat(update.controller())
                    .isSameAs(
                            ((Starts.Listed) task.starts()).initialControllers().get(0));
            assertThat(only(iteration, Warning.Kind.NO_MINIMUM).cluster()).hasValue(0);
        }
    }

    @Test
    void whereThereIsNoMinimumPilqrGoesOnWithoutItsModel() {
        Task task = LinearTasks.with(times(-1e25), 1);
        Iteration first =
                run(task, algorithm(Variant.LOCAL_ONLY, Teacher.PILQR, 1)).get(0);
        assertThat(only(first, Warning.Kind.NO_MINIMUM).cluster()).hasValue(0);
        assertThat(first.updates().get(0).controller().offset())
                .isNotEqualTo(((Starts.Listed) task.starts())
                        .initialControllers()
                        .get(0)
                        .offset());
    }

    @Test
    void trainingThatGainsNothingIsToldOf() {
        GpsOptions defaults = GpsOptions.defaults();
        PolicyOptions wild = new PolicyOptions(
                new int[] {4}, defaults.policy().activation(), 20, 50, 1e6, 1, 0.005, 2, 1e-3, 0.1, 0);
        AlgorithmOptions algorithm = algorithm(Variant.MIRROR_DESCENT, Teacher.LQR, 1);
        assertThat(kinds(run(LinearTasks.from(1), algorithm, wild).get(0)))
                .contains(Warning.Kind.TRAINING_WITHOUT_GAIN);
        assertThat(kinds(run(LinearTasks.from(1), algorithm).get(0))).isEmpty();
    }

    @Test
    void warningsOfAKindShareALine() {
        List<Warning> warnings = List.of(
                Warning.of(Warning.Kind.LARGE_ETA, 0, 1.2345e8),
                Warning.of(Warning.Kind.CONTROLS_CLIPPED, 1, 0.345),
                Warning.of(Warning.Kind.LARGE_ETA, 3, 17, 2000),
                Warning.of(Warning.Kind.PLANT_BROKE_DOWN));
        assertThat(Warning.lines(warnings))
                .containsExactly(
                        "controls were cut at their limits: cluster 1 (35 % of them)",
                        "eta is above 1000: cluster 0 (1.23e+08); cluster 3, step 17 (2000)",
                        "the simulator broke down under the last update, which was taken back");
        assertThat(warnings.get(2).message()).isEqualTo("eta is above 1000: cluster 3, step 17 (2000)");
        assertThat(warnings.get(3).step()).isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @EnumSource
    void everyWarningIsExplained(Warning.Kind kind) {
        assertThat(Path.of("docs/troubleshooting.md")).content().contains("\n## " + kind.headline() + "\n");
    }

    /** The linear plant with limits. */
    private static final class Limited implements Simulator {
        private final LinearPlant plant = new LinearPlant();
        private final double limit;

        Limited(double limit) {
            this.limit = limit;
        }

        @Override
        public SimulatorSpec spec() {
            return new SimulatorSpec(2, 1, 2, LinearPlant.DT, new double[] {-limit}, new double[] {limit});
        }

        @Override
        public void reset(InitialState start, double[] state) {
            plant.reset(start, state);
        }

        @Override
        public void step(double[] control, double[] state) {
            plant.step(control, state);
        }
    }
}
