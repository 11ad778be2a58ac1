package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.SampledCosts;

class StepRuleTest {
    private static final GpsOptions OPTIONS = LinearTasks.options(Variant.LOCAL_ONLY, 2);
    private static final List<Iteration> RUN = LinearTasks.run(LinearTasks.from(1), OPTIONS, 5, 1);
    private static final StepRule RULE = new StepRule(OPTIONS.algorithm(), Coupling.of(OPTIONS.algorithm()));

    /** The state after the first iteration, and what the second one saw. */
    private static final State STATE = RUN.get(0).state();

    private static final List<Evidence> SEEN = RUN.get(1).evidence();

    @Test
    void theFirstIterationHasNothingToJudge() {
        State fresh = new State(0, STATE.clusters(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
        StepRule.Verdict verdict = RULE.judge(fresh, SEEN);
        assertThat(verdict.rejected()).isZero();
        assertThat(verdict.predicted()).isNaN();
        assertThat(verdict.state()).isSameAs(fresh);
    }

    @Test
    void aStepAsGoodAsPredictedGrows() {
        StepRule.Verdict verdict = RULE.judge(STATE, SEEN);
        assertThat(verdict.rejected()).isZero();
        assertThat(verdict.actual()).isCloseTo(verdict.predicted(), within(0.05));
        assertThat(verdict.state().clusters().get(0).stepMultiplier()).isGreaterThan(1);
    }

    @Test
    void aStepFarWorseThanBeforeIsTakenBackAndHalved() {
        StepRule.Verdict verdict = RULE.judge(STATE, List.of(costing(SEEN.get(0), 1000)));
        assertThat(verdict.rejected()).isOne();
        ClusterState restored = verdict.state().clusters().get(0);
        ClusterState before = STATE.attempt().orElseThrow().before().get(0);
        assertThat(restored.controller()).isSameAs(before.controller());
        assertThat(restored.stepMultiplier()).isEqualTo(before.stepMultiplier() / 2);
        assertThat(restored.rejections()).isOne();
        assertThat(verdict.evidence()).isEqualTo(STATE.attempt().orElseThrow().evidence());
    }

    @Test
    void aBadStepIsKeptIfRejectionIsOffOrHasBeenTriedOftenEnough() {
        List<Evidence> bad = List.of(costing(SEEN.get(0), 1000));
        AlgorithmOptions off = OPTIONS.algorithm().withRejectWorse(false);
        assertThat(new StepRule(off, Coupling.of(off)).judge(STATE, bad).rejected())
                .isZero();

        Attempt last = STATE.attempt().orElseThrow();
        Attempt fourth =
                new Attempt(last.evidence(), List.of(last.before().get(0).withRejections(4)), last.policyBefore());
        State stubborn = new State(
                1, STATE.clusters(), STATE.policy(), Optional.of(fourth), STATE.best(), STATE.environmentSteps());
        assertThat(RULE.judge(stubborn, bad).rejected()).isZero();
    }

    @Test
    void oneBadClusterIsTakenBackAloneAndStaysNearItsOwnControllerThen() {
        GpsOptions options = LinearTasks.options(Variant.MIRROR_DESCENT, 2);
        List<Iteration> run = LinearTasks.run(LinearTasks.from(1, 2), options, 5, 1);
        State state = run.get(0).state();
        List<Evidence> seen = run.get(1).evidence();
        Coupling coupling = Coupling.of(options.algorithm());
        StepRule.Verdict verdict = new StepRule(options.algorithm(), coupling)
                .judge(state, List.of(costing(seen.get(0), 1000), seen.get(1)));
        ClusterState bad = verdict.state().clusters().get(0);
        ClusterState good = verdict.state().clusters().get(1);
        assertThat(verdict.rejected()).isOne();
        assertThat(bad.controller())
                .isSameAs(state.attempt().orElseThrow().before().get(0).controller());
        assertThat(coupling.anchor(bad, verdict.evidence().get(0))).isSameAs(bad.controller());
        assertThat(good.controller()).isSameAs(state.clusters().get(1).controller());
        assertThat(verdict.evidence().get(1)).isSameAs(seen.get(1));
        assertThat(coupling.anchor(good, seen.get(1)))
                .isSameAs(seen.get(1).policy().orElseThrow());
        assertThat(verdict.state().policy()).isEqualTo(state.policy());
    }

    @Test
    void multipliersStayWithinTheirLimits() {
        State grown = STATE.withClusters(List.of(
                STATE.clusters().get(0).withStepMultiplier(OPTIONS.algorithm().maxStepMultiplier())));
        double multiplier = RULE.judge(grown, SEEN).state().clusters().get(0).stepMultiplier();
        assertThat(multiplier).isEqualTo(OPTIONS.algorithm().maxStepMultiplier());
    }

    @Test
    void dualAscentRaisesTheMultiplierWhereTheTwoDisagreeAndLowersItWhereTheyAgree() {
        ConstrainedOptions options = new ConstrainedOptions(1, 0.5, 1, 1e-3, 10);
        Constrained coupling = new Constrained(options);
        LinearGaussianController controller = RUN.get(0).updates().get(0).controller();
        ClusterState cluster = STATE.clusters()
                .get(0)
                .withMultipliers(
                        Multipliers.initial(controller.horizon(), controller.stateSize(), controller.controlSize(), 1));
        LinearGaussianController far = new LinearGaussianController(
                controller.gain(), shifted(controller.offset(), 1e3), controller.covariance());
        Multipliers agreeing = dualStep(coupling, cluster, controller);
        Multipliers disagreeing = dualStep(coupling, cluster, far);
        for (int t = 0; t < controller.horizon(); t++) {
            assertThat(agreeing.weight().get(t, 0)).isCloseTo(Math.exp(-0.5), within(1e-9));
            assertThat(disagreeing.weight().get(t, 0)).isEqualTo(Math.E);
        }
    }

    private static Multipliers dualStep(Coupling coupling, ClusterState cluster, LinearGaussianController policy) {
        return coupling.multipliers(
                cluster, RUN.get(0).evidence().get(0), RUN.get(0).updates().get(0), policy, new Round(0, 0, true));
    }

    @Test
    void stepsOfConstantSizeKeepTheirMultiplier() {
        AlgorithmOptions constant = OPTIONS.algorithm().withStepRule(StepSizeRule.CONSTANT);
        StepRule.Verdict verdict = new StepRule(constant, Coupling.of(constant)).judge(STATE, SEEN);
        assertThat(verdict.state().clusters().get(0).stepMultiplier()).isOne();
    }

    /** An improvement of one standard error σ, kept as promised: the factor is σ / (2σ) = ½, where the published rule would say 5. */
    @Test
    void anImprovementWithinTheNoiseOfTheRolloutsDoesNotLengthenTheStep() {
        Evidence before = STATE.attempt().orElseThrow().evidence().get(0);
        double sigma = Math.sqrt(
                squaredError(before.costs()) + squaredError(SEEN.get(0).costs()));
        StepRule.Verdict published = RULE.judge(STATE, SEEN);
        double caution = published.actual() / sigma;
        AlgorithmOptions cautious = OPTIONS.algorithm().withStepCaution(caution);
        StepRule.Verdict verdict = new StepRule(cautious, Coupling.of(cautious)).judge(STATE, SEEN);
        assertThat(published.state().clusters().get(0).stepMultiplier()).isGreaterThan(2);
        assertThat(verdict.state().clusters().get(0).stepMultiplier()).isCloseTo(0.5, within(1e-9));
        assertThat(verdict.predicted()).isEqualTo(published.predicted());
        assertThat(verdict.actual()).isEqualTo(published.actual());
    }

    @Test
    void aCautiousStepOfOneClusterAtMostDoubles() {
        AlgorithmOptions cautious = OPTIONS.algorithm().withStepCaution(1e-9);
        double published = RULE.judge(STATE, SEEN).state().clusters().get(0).stepMultiplier();
        double own = new StepRule(cautious, Coupling.of(cautious))
                .judge(STATE, SEEN)
                .state()
                .clusters()
                .get(0)
                .stepMultiplier();
        assertThat(published).isGreaterThan(2);
        assertThat(own).isEqualTo(2);
    }

    /** Σ (J_n − J̄)² / (N(N − 1)). */
    private static double squaredError(SampledCosts costs) {
        int count = costs.rollouts();
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < count; n++) {
            sum += costs.toGo(n, 0);
            squares += costs.toGo(n, 0) * costs.toGo(n, 0);
        }
        return (squares - sum * sum / count) / (count * (count - 1.0));
    }

    @Test
    void theMonteCarloRuleBelievesTheSampledCosts() {
        AlgorithmOptions sampled = OPTIONS.algorithm().withStepRule(StepSizeRule.MONTE_CARLO);
        StepRule.Verdict verdict = new StepRule(sampled, Coupling.of(sampled)).judge(STATE, SEEN);
        assertThat(verdict.actual())
                .isEqualTo(RUN.get(0).meanCost() - SEEN.get(0).meanCost());
        assertThat(verdict.predicted()).isEqualTo(RULE.judge(STATE, SEEN).predicted());
    }

    /** The other teachers: a factor of one half for each update taken back, one again after an update that stands. */
    @ParameterizedTest
    @EnumSource(names = {"PI2", "PILQR"})
    void teachersThatChooseTheirStepsAreHalvedByRejectionsAlone(Teacher teacher) {
        AlgorithmOptions options = OPTIONS.algorithm().withTeacher(teacher).withIterations(3);
        List<Iteration> run = LinearTasks.run(LinearTasks.from(1), OPTIONS.withAlgorithm(options), 5, 1);
        State state = run.get(1).state();
        Evidence seen = run.get(2).evidence().get(0);
        Coupling coupling = Coupling.of(options);
        StepRule rule = new StepRule(options, coupling);

        StepRule.Verdict bad = rule.judge(state, List.of(costing(seen, 1000)));
        ClusterState before = state.attempt().orElseThrow().before().get(0);
        ClusterState restored = bad.state().clusters().get(0);
        assertThat(bad.rejected()).isOne();
        assertThat(restored.controller()).isSameAs(before.controller());
        assertThat(restored.stepMultiplier()).isEqualTo(0.5);
        LocalTeacher again = LocalTeacher.of(options);
        LocalUpdate smaller =
                again.improve(LocalProblem.of(restored, bad.evidence().get(0), coupling));
        assertThat(smaller.klBound()).isCloseTo(run.get(1).updates().get(0).klBound() / 2, within(1e-9));

        State halved = state.withClusters(List.of(state.clusters().get(0).withStepMultiplier(0.25)));
        StepRule.Verdict good = rule.judge(halved, List.of(seen));
        assertThat(good.state().clusters().get(0).stepMultiplier()).isOne();
        assertThat(good.actual()).isFinite();
        assertThat(Double.isNaN(good.predicted())).isEqualTo(teacher == Teacher.PI2);
    }

    private static TimeVaryingMatrix shifted(TimeVaryingMatrix vectors, double by) {
        double[] values = vectors.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += by;
        }
        return TimeVaryingMatrix.ofVectors(vectors.steps(), vectors.rows(), values);
    }

    private static SampledCosts dearer(SampledCosts costs, double more) {
        double[][] steps = new double[costs.rollouts()][costs.horizon() + 1];
        for (int n = 0; n < steps.length; n++) {
            for (int t = 0; t < steps[n].length; t++) {
                steps[n][t] = costs.get(n, t);
            }
            steps[n][0] += more;
        }
        return SampledCosts.of(steps);
    }

    private static Evidence costing(Evidence evidence, double more) {
        return new Evidence(
                evidence.rollouts(),
                dearer(evidence.costs(), more),
                evidence.model(),
                evidence.policy(),
                evidence.dynamicsPrior(),
                evidence.policyPrior());
    }
}
