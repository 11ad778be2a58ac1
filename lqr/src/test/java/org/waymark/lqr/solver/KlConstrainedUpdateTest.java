package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.lqr.solver.NumberAssertions.assertClose;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.TimeVaryingMatrix;

class KlConstrainedUpdateTest {
    private static final KlConstrainedUpdate.Options DEFAULTS = KlConstrainedUpdate.Options.defaults();

    @Test
    void takesTheReferencesSteps() {
        ReferenceProblem p = ReferenceProblem.load();
        ReferenceCase out = ReferenceCase.load("b_lqr_update_small").at("outputs");
        KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 0.2 * 1.5 * 20, 1);
        assertReference(update, out);
        assertThat(update.backwardPasses()).isEqualTo(4);
        assertClose("KL", update.klPerStep(), out.array("kl_per_t"), 1e-10);
    }

    @Test
    void takesTheReferencesStepsWithAPenalty() {
        ReferenceProblem p = ReferenceProblem.load().withMultipliers(penaltyCase());
        KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 20, 1, referencePenalty());
        assertReference(update, penaltyCase().at("outputs/update"));
        assertThat(update.backwardPasses()).isEqualTo(6);
    }

    private static void assertReference(KlUpdate update, ReferenceCase expected) {
        assertThat(update.status()).isEqualTo(KlUpdate.Status.CONVERGED);
        assertThat(update.eta()).isEqualTo(expected.number("eta"));
        assertThat(update.kl()).isCloseTo(expected.number("kl_total"), within(1e-9));
        assertClose("K", update.controller().gain().toArray(), expected.array("new/K"), 1e-10);
        assertClose("k", update.controller().offset().toArray(), expected.array("new/k"), 1e-10);
        assertClose("C", update.controller().covariance().toArray(), expected.array("new/PSig"), 1e-10);
        assertClose("C⁻¹", update.controller().precision().toArray(), expected.array("new/invPSig"), 1e-10);
        assertClose("mean", update.marginals().mean().toArray(), expected.array("mu"), 1e-10);
        assertClose("covariance", update.marginals().covariance().toArray(), expected.array("sigma"), 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 3", "1, 3", "10, 3", "40, 3", "5, 0.001", "5, 1000"})
    void convergedDivergenceIsWithinATenthOfTheBound(double bound, double initialEta) {
        RandomProblem p = RandomProblem.of(11, 15, 5, 3);
        KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), bound, initialEta);
        assertThat(update.status()).isEqualTo(KlUpdate.Status.CONVERGED);
        assertThat(update.kl()).isBetween(0.9 * bound, 1.1 * bound);
        // the parts of the result belong together
        assertThat(TrajectoryKl.total(update.marginals(), update.controller(), p.anchor()))
                .isCloseTo(update.kl(), within(1e-10 * bound));
        assertClose(
                "KL",
                TrajectoryKl.perStep(update.marginals(), update.controller(), p.anchor()),
                update.klPerStep(),
                1e-10);
        assertClose(
                "marginals",
                GaussianForwardPass.propagate(p.model(), update.controller()).covariance(),
                update.marginals().covariance(),
                1e-12);
    }

    @Test
    void raisingTheMultipliersBringsTheControllerNearerToThePolicy() {
        RandomProblem p = RandomProblem.of(12, 15, 5, 3);
        double before = Double.POSITIVE_INFINITY;
        for (double lambda = 0.1; lambda < 1000; lambda *= 10) {
            // a bound that is never active: only the penalty acts
            KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 1e6, 1e-8, penalty(p, lambda));
            double kl = TrajectoryKl.total(update.marginals(), update.controller(), p.policy());
            assertThat(kl).isLessThan(0.9 * before);
            before = kl;
        }
        assertThat(before).isLessThan(0.1);
    }

    /** With a penalty, KL stays finite as η falls to 0, so that a generous bound is never met. */
    @Test
    void stopsAtTheFloorWhenTheBoundIsInactive() {
        RandomProblem p = RandomProblem.of(13, 15, 5, 3);
        KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 1e6, 1, penalty(p, 1));
        assertThat(update.status()).isEqualTo(KlUpdate.Status.BOUND_INACTIVE);
        assertThat(update.eta()).isEqualTo(1e-8);
        assertThat(update.kl()).isLessThan(1e6);
        assertThat(update.backwardPasses()).isEqualTo(4);
        KlUpdate again = solver().solve(p.model(), p.cost(), p.anchor(), 1e6, update.eta(), penalty(p, 1));
        assertThat(again.backwardPasses()).isEqualTo(1);
        assertClose("K", again.controller().gain(), update.controller().gain(), 0);
    }

    /** The look at the floor costs one pass and moves no limit. */
    @Test
    void lookingAtTheFloorDoesNotChangeTheSearch() {
        RandomProblem p = RandomProblem.of(13, 15, 5, 3);
        KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 10, 1e6);
        double eta = 1e6;
        double min = 1e-8;
        double max = 1e16;
        int passes = 0;
        SurrogateProblem problem = new SurrogateProblem(15, 5, 3);
        problem.read(p.model(), p.cost(), p.anchor(), null);
        while (true) {
            problem.backward(eta);
            passes++;
            double kl = problem.forward(Double.POSITIVE_INFINITY);
            if (Math.abs(kl - 10) < 1) {
                break;
            }
            if (kl < 10) {
                max = eta;
                eta = Math.max(Math.sqrt(min * max), 0.1 * max);
            } else {
                min = eta;
                eta = Math.min(Math.sqrt(min * max), 10 * min);
            }
        }
        assertThat(update.eta()).isEqualTo(eta);
        assertThat(update.backwardPasses()).isEqualTo(passes + 1);
    }

    @Test
    void reportsThatThePassesWereSpentAndReturnsTheBestFeasibleController() {
        RandomProblem p = RandomProblem.of(14, 15, 5, 3);
        // 1e4 and 1e3 are feasible; 1e2 is tried last and is not
        double kl1000 = divergenceAt(p, 1000);
        double kl100 = divergenceAt(p, 100);
        double bound = Math.sqrt(kl1000 * kl100);
        assertThat(kl1000).isLessThan(0.8 * bound);
        KlUpdate update =
                new KlConstrainedUpdate(DEFAULTS.withMaxPasses(3)).solve(p.model(), p.cost(), p.anchor(), bound, 1e4);
        assertThat(update.status()).isEqualTo(KlUpdate.Status.BOUND_KEPT);
        assertThat(update.eta()).isEqualTo(1000);
        assertThat(update.kl()).isCloseTo(kl1000, within(1e-12));
    }

    @Test
    void withoutAFeasibleControllerReturnsTheNearest() {
        RandomProblem p = RandomProblem.of(14, 15, 5, 3);
        KlUpdate update =
                new KlConstrainedUpdate(DEFAULTS.withMaxPasses(2)).solve(p.model(), p.cost(), p.anchor(), 1e-9, 0.01);
        assertThat(update.status()).isEqualTo(KlUpdate.Status.BOUND_NOT_MET);
        assertThat(update.eta()).isEqualTo(0.1);
        assertThat(update.kl()).isCloseTo(divergenceAt(p, 0.1), within(1e-10)).isGreaterThan(1e-9);
        assertThat(TrajectoryKl.total(update.marginals(), update.controller(), p.anchor()))
                .isCloseTo(update.kl(), within(1e-10));
    }

    /** A cost that curves downwards in u at one step: η must outweigh it, and the bound holds nonetheless. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 14})
    void risesAboveAnIndefiniteQuu(int t) {
        RandomProblem p = RandomProblem.of(15, 15, 5, 3).withControlCurvature(t, -50);
        SurrogateProblem problem = new SurrogateProblem(15, 5, 3);
        problem.read(p.model(), p.cost(), p.anchor(), null);
        assertThat(problem.backward(1e-3)).isEqualTo(t);
        for (double initialEta : new double[] {1e-3, 1e6}) {
            KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 5, initialEta);
            assertThat(update.status()).isEqualTo(KlUpdate.Status.CONVERGED);
            assertThat(update.kl()).isBetween(4.5, 5.5);
            assertThat(update.backwardPasses()).isLessThan(60);
            assertThat(problem.backward(update.eta())).isEqualTo(-1);
        }
        assertThat(solver().solve(p.model(), p.cost(), p.anchor(), 5, 1e-3).raisedEta())
                .isPositive();
    }

    /** The last pass fails half way and leaves its gains behind; they must not get into the result. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 14})
    void aFailedLastPassDoesNotSpoilTheBestController(int t) {
        RandomProblem p = RandomProblem.of(15, 15, 5, 3).withControlCurvature(t, -500);
        KlUpdate update =
                new KlConstrainedUpdate(DEFAULTS.withMaxPasses(2)).solve(p.model(), p.cost(), p.anchor(), 1e9, 1000);
        assertThat(update.status()).isEqualTo(KlUpdate.Status.BOUND_KEPT);
        assertThat(update.raisedEta()).isEqualTo(1);
        assertThat(update.eta()).isEqualTo(1000);
        SurrogateProblem problem = new SurrogateProblem(15, 5, 3);
        problem.read(p.model(), p.cost(), p.anchor(), null);
        assertThat(problem.backward(1000)).isEqualTo(-1);
        assertThat(update.controller().gain()).isEqualTo(problem.controller().gain());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 14})
    void returnsTheAnchorIfNoEtaHelps(int t) {
        RandomProblem p = RandomProblem.of(15, 15, 5, 3).withControlCurvature(t, -1e20);
        KlUpdate update = solver().solve(p.model(), p.cost(), p.anchor(), 5, 1);
        assertThat(update.status()).isEqualTo(KlUpdate.Status.NOT_POSITIVE_DEFINITE);
        assertThat(update.controller()).isSameAs(p.anchor());
        assertThat(update.kl()).isZero();
        assertThat(update.klPerStep()).containsOnly(0).hasSize(15);
        assertThat(update.raisedEta()).isEqualTo(update.backwardPasses());
        assertThat(update.marginals()).isEqualTo(GaussianForwardPass.propagate(p.model(), p.anchor()));
    }

    @Test
    void oneSolverForProblemsOfDifferentSizesGivesTheSameBits() {
        KlConstrainedUpdate reused = solver();
        RandomProblem small = RandomProblem.of(16, 10, 3, 2);
        RandomProblem large = RandomProblem.of(17, 12, 7, 4);
        KlUpdate first = reused.solve(small.model(), small.cost(), small.anchor(), 3, 1, penalty(small, 2));
        KlUpdate second = reused.solve(large.model(), large.cost(), large.anchor(), 3, 1);
        KlUpdate third = reused.solve(small.model(), small.cost(), small.anchor(), 3, 1);
        KlUpdate fourth = reused.solve(small.model(), small.cost(), small.anchor(), 3, 1, penalty(small, 2));
        assertSame(second, solver().solve(large.model(), large.cost(), large.anchor(), 3, 1));
        assertSame(third, solver().solve(small.model(), small.cost(), small.anchor(), 3, 1));
        assertSame(fourth, first);
    }

    private static void assertSame(KlUpdate a, KlUpdate b) {
        assertThat(a.controller().gain()).isEqualTo(b.controller().gain());
        assertThat(a.controller().covariance()).isEqualTo(b.controller().covariance());
        assertThat(a.marginals().covariance()).isEqualTo(b.marginals().covariance());
        assertThat(a.kl()).isEqualTo(b.kl());
    }

    @Test
    void optionsActAsTheySay() {
        RandomProblem p = RandomProblem.of(18, 15, 5, 3);
        KlUpdate loose = solver().solve(p.model(), p.cost(), p.anchor(), 5, 100);
        KlUpdate tight =
                new KlConstrainedUpdate(DEFAULTS.withTolerance(1e-3)).solve(p.model(), p.cost(), p.anchor(), 5, 100);
        assertThat(tight.kl()).isCloseTo(5, within(5e-3));
        assertThat(tight.backwardPasses()).isGreaterThan(loose.backwardPasses());
        // limits to either side of the solution
        double eta = loose.eta();
        KlUpdate above = new KlConstrainedUpdate(DEFAULTS.withMinEta(10 * eta))
                .solve(p.model(), p.cost(), p.anchor(), 5, 100 * eta);
        assertThat(above.status()).isEqualTo(KlUpdate.Status.BOUND_INACTIVE);
        assertThat(above.eta()).isCloseTo(10 * eta, within(0.02 * eta));
        KlUpdate below = new KlConstrainedUpdate(DEFAULTS.withMaxEta(0.1 * eta))
                .solve(p.model(), p.cost(), p.anchor(), 5, 0.01 * eta);
        assertThat(below.status()).isEqualTo(KlUpdate.Status.BOUND_NOT_MET);
        assertThat(below.eta()).isCloseTo(0.1 * eta, within(0.001 * eta));
    }

    @Test
    void rejectsWhatItCannotUse() {
        RandomProblem p = RandomProblem.of(19, 6, 3, 2);
        RandomProblem longer = RandomProblem.of(19, 7, 3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver().solve(p.model(), p.cost(), p.anchor(), 0, 1))
                .withMessage("KL bound: expected a finite number > 0, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver().solve(p.model(), p.cost(), p.anchor(), 1, Double.NaN))
                .withMessage("initial eta: expected a finite number > 0, found NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver().solve(p.model(), p.cost(), longer.anchor(), 1, 1))
                .withMessage("anchor gain: expected 6 steps of 2×3, found 7 of 2×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver().solve(p.model(), longer.cost(), p.anchor(), 1, 1))
                .withMessage("cost hessian: expected 6 steps of 5×5, found 7 of 5×5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver().solve(p.model(), p.cost(), p.anchor(), 1, 1, penalty(longer, 1)))
                .withMessage("penalty policy gain: expected 6 steps of 2×3, found 7 of 2×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> penalty(p, -1))
                .withMessage("penalty weights[0]: expected a number ≥ 0, found -1.0");
    }

    @Test
    void rejectsOptionsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxPasses(0))
                .withMessage("maxPasses: expected a number ≥ 1, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withTolerance(1))
                .withMessageContaining("tolerance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMinEta(0))
                .withMessageContaining("minEta");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxEta(1e-9))
                .withMessageContaining("maxEta");
    }

    @Test
    void namesANaNInTheCostOrTheModel() {
        RandomProblem p = RandomProblem.of(20, 6, 3, 2);
        double[] h = p.cost().hessian().toArray();
        h[2 * 25 + 24] = Double.NaN;
        RandomProblem spoilt = p.withCost(new QuadraticCost(
                TimeVaryingMatrix.of(6, 5, 5, h),
                p.cost().gradient(),
                p.cost().constant(),
                p.cost().finalHessian(),
                p.cost().finalGradient(),
                0));
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> solver().solve(spoilt.model(), spoilt.cost(), spoilt.anchor(), 1, 1))
                .withMessage("cost hessian: NaN at t = 2, index 24");
        double[] d = p.model().noise().toArray();
        d[4 * 9] = Double.POSITIVE_INFINITY;
        LinearGaussianModel noisy = new LinearGaussianModel(
                p.model().transition(),
                p.model().offset(),
                TimeVaryingMatrix.of(6, 3, 3, d),
                p.model().initialState());
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> solver().solve(noisy, p.cost(), p.anchor(), 1, 1))
                .withMessage("model noise: Infinity at t = 4, index 0");
    }

    private static KlConstrainedUpdate solver() {
        return new KlConstrainedUpdate(DEFAULTS);
    }

    private static double divergenceAt(RandomProblem p, double eta) {
        SurrogateProblem problem = new SurrogateProblem(
                p.model().horizon(), p.model().stateSize(), p.model().controlSize());
        problem.read(p.model(), p.cost(), p.anchor(), null);
        assertThat(problem.backward(eta)).isEqualTo(-1);
        return problem.forward(Double.POSITIVE_INFINITY);
    }

    private static PolicyPenalty penalty(RandomProblem p, double lambda) {
        double[] weights = new double[p.model().horizon()];
        Arrays.fill(weights, lambda);
        return new PolicyPenalty(p.policy(), TimeVaryingMatrix.ofVectors(weights.length, 1, weights));
    }

    private static ReferenceCase penaltyCase() {
        return ReferenceCase.load("f_badmm_cost_augment");
    }

    private static PolicyPenalty referencePenalty() {
        return ReferenceProblem.penalty(penaltyCase());
    }
}
