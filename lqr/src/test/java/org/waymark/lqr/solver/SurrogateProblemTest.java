package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.lqr.solver.NumberAssertions.assertClose;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.random.RandomGenerator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;

class SurrogateProblemTest {
    private static final double ALL = Double.POSITIVE_INFINITY;

    /** Up to (12, 8): every remainder of the kernels' blocks of rows and tiles comes up. */
    @Property(tries = 150, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void agreesWithThePlainTwin(
            @ForAll @IntRange(min = 1, max = 6) int horizon,
            @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll @IntRange(min = 1, max = 8) int m,
            @ForAll @DoubleRange(min = -2, max = 3) double logEta,
            @ForAll boolean penalized) {
        RandomProblem p = RandomProblem.of(horizon + 10L * n + 200L * m, horizon, n, m);
        PolicyPenalty penalty = penalized ? randomPenalty(p, 3) : null;
        double eta = Math.pow(10, logEta);
        PlainTwin twin = new PlainTwin(p.model(), p.cost(), p.anchor(), penalty);
        twin.backward(eta);
        twin.forward();
        SurrogateProblem problem = read(p, penalty);
        assertThat(problem.backward(eta)).isEqualTo(-1);
        double kl = problem.forward(ALL);
        LinearGaussianController controller = problem.controller();
        TrajectoryDistribution marginals = problem.marginals(controller);
        assertClose("K", controller.gain(), twin.gains, 1e-12);
        assertClose("k", controller.offset(), twin.offsets, 1e-12);
        assertClose("C", controller.covariance(), twin.covariances, 1e-12);
        assertClose("means", marginals.mean(), twin.means, 1e-12);
        assertClose("covariances", marginals.covariance(), twin.spreads, 1e-12);
        // KL is the small difference of its terms
        assertThat(kl).isCloseTo(twin.divergence(), within(1e-12 * (kl + horizon * m)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1", "10"})
    void controllersOfFixedEtaHaveTheReferencesValues(String eta) {
        ReferenceCase out = ReferenceCase.load("b_lqr_backward_fixed_eta_small").at("outputs/eta_" + eta);
        SurrogateProblem problem = read(ReferenceProblem.load(), null);
        assertThat(problem.backward(Double.parseDouble(eta))).isEqualTo(-1);
        double kl = problem.forward(ALL);
        LinearGaussianController controller = problem.controller();
        assertClose("K", controller.gain().toArray(), out.array("new/K"), 1e-10);
        assertClose("k", controller.offset().toArray(), out.array("new/k"), 1e-10);
        assertClose("C", controller.covariance().toArray(), out.array("new/PSig"), 1e-10);
        assertClose("C⁻¹", controller.precision().toArray(), out.array("new/invPSig"), 1e-10);
        assertClose("KL", problem.klPerStep(), out.array("kl_alt_per_t"), 1e-10);
        assertThat(kl).isCloseTo(out.number("kl_total"), within(1e-10 * kl));
    }

    @Test
    void divergencesAlongTheReferencesSearchHaveItsValues() {
        SurrogateProblem plain = read(ReferenceProblem.load(), null);
        assertTrace(plain, ReferenceCase.load("b_lqr_update_small"), "outputs/trace", 4);
        ReferenceCase penalized = ReferenceCase.load("f_badmm_cost_augment");
        SurrogateProblem withPenalty =
                read(ReferenceProblem.load().withMultipliers(penalized), ReferenceProblem.penalty(penalized));
        assertTrace(withPenalty, penalized, "outputs/update/trace", 6);
    }

    private static void assertTrace(SurrogateProblem problem, ReferenceCase reference, String path, int passes) {
        for (int i = 0; i < passes; i++) {
            // eta_in, eta_out, kl
            double[] entry = reference.slice(path, i);
            assertThat(problem.backward(entry[0])).isEqualTo(-1);
            assertThat(problem.forward(ALL)).isCloseTo(entry[2], within(1e-10 * entry[2]));
        }
    }

    /**
     * The objective, evaluated independently, has no slope in any entry of any controller perturbed, and rises along it: this pins the
     * weights of the entropies and of the final cost under multipliers that vary in time.
     */
    @Test
    void isAStationaryPointOfTheObjective() {
        RandomProblem p = RandomProblem.of(21, 4, 3, 2);
        PolicyPenalty penalty = randomPenalty(p, 3);
        double eta = 0.7;
        SurrogateProblem problem = read(p, penalty);
        problem.backward(eta);
        LinearGaussianController solution = problem.controller();
        double optimum = objective(p, penalty, eta, solution);
        RandomGenerator random = new RandomStreams(5).stream("direction", 0, 0, 0);
        double h = 1e-4;
        for (int t = 0; t < 4; t++) {
            for (int part = 0; part < 3; part++) {
                double plus = objective(p, penalty, eta, moved(solution, t, part, h, random));
                double slope = (plus - optimum) / h;
                // the difference quotient of a quadratic about its minimum: ½ h · curvature, and curvatures are below
                // 100
                assertThat(slope).as("step %d, part %d", t, part).isBetween(0.0, 50 * h);
                assertThat(plus - optimum).isGreaterThan(1e-11);
            }
        }
    }

    private static double objective(
            RandomProblem p, PolicyPenalty penalty, double eta, LinearGaussianController controller) {
        TrajectoryDistribution marginals = GaussianForwardPass.propagate(p.model(), controller);
        double sum =
                ExpectedCost.total(p.cost(), marginals) + eta * TrajectoryKl.total(marginals, controller, p.anchor());
        double[] kl = TrajectoryKl.perStep(marginals, controller, penalty.policy());
        for (int t = 0; t < kl.length; t++) {
            sum += penalty.weights().get(t, 0) * kl[t];
        }
        return sum;
    }

    /** K, k or C of one step moved by h along a random direction of unit entries. */
    private static LinearGaussianController moved(
            LinearGaussianController c, int t, int part, double h, RandomGenerator random) {
        TimeVaryingMatrix[] parts = {c.gain(), c.offset(), c.covariance()};
        double[] values = parts[part].toArray();
        int rows = parts[part].rows();
        int cols = parts[part].cols();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < (part == 2 ? i + 1 : cols); j++) {
                double step = random.nextBoolean() ? h : -h;
                values[(t * rows + i) * cols + j] += step;
                if (part == 2 && i != j) {
                    values[(t * rows + j) * cols + i] += step;
                }
            }
        }
        parts[part] = TimeVaryingMatrix.of(parts[part].steps(), rows, cols, values);
        return new LinearGaussianController(parts[0], parts[1], parts[2]);
    }

    @Property(tries = 30, seed = "3")
    void divergenceFallsAsEtaRises(@ForAll @IntRange(min = 0, max = 1000) int seed, @ForAll boolean penalized) {
        RandomProblem p = RandomProblem.of(seed, 6, 4, 2);
        SurrogateProblem problem = read(p, penalized ? randomPenalty(p, 1) : null);
        double before = Double.POSITIVE_INFINITY;
        for (double eta = 1e-6; eta < 1e5; eta *= 3) {
            problem.backward(eta);
            double kl = problem.forward(ALL);
            assertThat(kl).isLessThan(before);
            before = kl;
        }
    }

    @Test
    void largeEtaReturnsTheAnchor() {
        RandomProblem p = RandomProblem.of(31, 10, 5, 3);
        SurrogateProblem problem = read(p, randomPenalty(p, 1));
        problem.backward(1e12);
        assertThat(problem.forward(ALL)).isLessThan(1e-12);
        assertClose("K", problem.controller().gain(), p.anchor().gain(), 1e-9);
        assertClose("k", problem.controller().offset(), p.anchor().offset(), 1e-9);
        assertClose("C", problem.controller().covariance(), p.anchor().covariance(), 1e-9);
    }

    @Test
    void smallEtaReturnsTheUnconstrainedOptimum() {
        RandomProblem p = RandomProblem.of(32, 10, 5, 3);
        SurrogateProblem problem = read(p, null);
        problem.backward(1e-10);
        LinearGaussianController optimal =
                LqrBackwardPass.solve(p.model(), p.cost()).controller();
        assertClose("K", problem.controller().gain(), optimal.gain(), 1e-8);
        assertClose("k", problem.controller().offset(), optimal.offset(), 1e-8);
    }

    @Test
    void stopsAddingUpBeyondTheLimit() {
        SurrogateProblem problem = read(RandomProblem.of(33, 10, 5, 3), null);
        problem.backward(0.1);
        double all = problem.forward(ALL);
        assertThat(problem.forward(all)).isEqualTo(all);
        assertThat(problem.forward(0.3 * all)).isBetween(0.3 * all, 0.9 * all);
    }

    @Test
    void passesAllocateNothing() {
        RandomProblem p = RandomProblem.of(34, 10, 5, 3);
        SurrogateProblem problem = read(p, randomPenalty(p, 1));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long allocated = Long.MAX_VALUE;
        // the first runs load classes, and vectors are objects until the JIT compiler has seen them
        for (int run = 0; run < 20_000 && allocated > 0; run++) {
            long before = threads.getThreadAllocatedBytes(thread);
            problem.backward(1);
            problem.forward(ALL);
            allocated = Math.min(allocated, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(allocated).isZero();
    }

    private static SurrogateProblem read(RandomProblem p, PolicyPenalty penalty) {
        SurrogateProblem problem = new SurrogateProblem(
                p.model().horizon(), p.model().stateSize(), p.model().controlSize());
        problem.read(p.model(), p.cost(), p.anchor(), penalty);
        return problem;
    }

    private static SurrogateProblem read(ReferenceProblem p, PolicyPenalty penalty) {
        SurrogateProblem problem = new SurrogateProblem(
                p.model().horizon(), p.model().stateSize(), p.model().controlSize());
        problem.read(p.model(), p.cost(), p.anchor(), penalty);
        return problem;
    }

    /** Multipliers between 0 and {@code largest}, one of them 0. */
    private static PolicyPenalty randomPenalty(RandomProblem p, double largest) {
        RandomGenerator random = new RandomStreams(8).stream("multipliers", 0, 0, 0);
        double[] weights = new double[p.model().horizon()];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = t == 1 ? 0 : largest * random.nextDouble();
        }
        return new PolicyPenalty(p.policy(), TimeVaryingMatrix.ofVectors(weights.length, 1, weights));
    }
}
