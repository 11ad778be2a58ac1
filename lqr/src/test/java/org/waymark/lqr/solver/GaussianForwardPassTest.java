package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.lqr.solver.NumberAssertions.assertClose;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.matrix.Cholesky;

/** Marginals, and what is computed from them: expected costs and divergences. */
class GaussianForwardPassTest {
    private static final int SAMPLES = 40_000;

    @Property(tries = 40, seed = "1")
    void agreesWithThePlainTwin(
            @ForAll @IntRange(min = 1, max = 9) int horizon,
            @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll @IntRange(min = 1, max = 8) int m) {
        RandomProblem p = RandomProblem.of(horizon + 31L * n + 17L * m, horizon, n, m);
        PlainTwin twin = new PlainTwin(p.model(), p.cost(), p.anchor(), null);
        twin.backward(1);
        twin.forward();
        TrajectoryDistribution actual = GaussianForwardPass.propagate(p.model(), controller(p, 1));
        assertClose("means", actual.mean(), twin.means, 1e-12);
        assertClose("covariances", actual.covariance(), twin.spreads, 1e-12);
        assertClose(
                "mean of x_T",
                actual.finalState().mean(),
                twin.means.get(horizon).getData(),
                1e-12);
        assertClose(
                "covariance of x_T",
                actual.finalState().covariance(),
                twin.spreads.get(horizon).getData(),
                1e-12);
    }

    @Test
    void covariancesAreSymmetricToTheLastBit() {
        RandomProblem p = RandomProblem.of(2, 10, 7, 3);
        TrajectoryDistribution d = GaussianForwardPass.propagate(p.model(), p.anchor());
        for (int t = 0; t < 10; t++) {
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(d.covariance().get(t, i, j))
                            .isEqualTo(d.covariance().get(t, j, i));
                }
            }
        }
    }

    /** Everything that is an expectation, against the mean of many sampled trajectories; margins are five standard errors. */
    @Test
    void expectationsAreMeansOfSamples() {
        RandomProblem p = RandomProblem.of(6, 5, 3, 2);
        TrajectoryDistribution marginals = GaussianForwardPass.propagate(p.model(), p.anchor());
        Moments finalState = new Moments(3);
        Moments cost = new Moments(1);
        Moments logRatio = new Moments(1);
        RandomGenerator random = new RandomStreams(9).stream("sampling", 0, 0, 0);
        for (int s = 0; s < SAMPLES; s++) {
            Sampler sampler = new Sampler(p, random);
            sampler.run();
            finalState.add(sampler.x);
            cost.add(sampler.cost);
            logRatio.add(sampler.logRatio);
        }
        finalState.assertMeanIs(marginals.finalState().mean());
        finalState.assertCovarianceIs(marginals.finalState().covariance());
        cost.assertMeanIs(ExpectedCost.total(p.cost(), marginals));
        logRatio.assertMeanIs(TrajectoryKl.total(marginals, p.anchor(), p.policy()));
    }

    @Test
    void divergenceFromItselfIsZero() {
        RandomProblem p = RandomProblem.of(8, 20, 6, 3);
        TrajectoryDistribution marginals = GaussianForwardPass.propagate(p.model(), p.anchor());
        // log|C| − log|C| + tr(C⁻¹C) − m leaves rounding only
        for (double kl : TrajectoryKl.perStep(marginals, p.anchor(), p.anchor())) {
            assertThat(kl).isBetween(0.0, 1e-14);
        }
    }

    @Test
    void divergenceHasTheReferencesValue() {
        ReferenceCase reference = ReferenceCase.load("c_kl_small");
        ReferenceProblem p = ReferenceProblem.load();
        LinearGaussianController p1 = ReferenceProblem.controller(reference.at("inputs/new"));
        LinearGaussianController p0 = ReferenceProblem.controller(reference.at("inputs/prev"));
        TrajectoryDistribution stored = new TrajectoryDistribution(
                reference.timeVarying("inputs/mu"),
                reference.timeVarying("inputs/sigma"),
                p.model().initialState());
        assertClose("KL", TrajectoryKl.perStep(stored, p1, p0), reference.array("outputs/kl_per_t"), 1e-10);
        assertThat(TrajectoryKl.total(stored, p1, p0)).isCloseTo(reference.number("outputs/kl_total"), within(1e-10));
    }

    @Test
    void marginalsAndExpectedCostHaveTheReferencesValues() {
        ReferenceProblem p = ReferenceProblem.load();
        ReferenceCase out = ReferenceCase.load("b_lqr_update_small").at("outputs");
        TrajectoryDistribution previous = GaussianForwardPass.propagate(p.model(), p.anchor());
        assertClose("mean", previous.mean().toArray(), out.array("prev_mu"), 1e-10);
        assertClose("covariance", previous.covariance().toArray(), out.array("prev_sigma"), 1e-10);
        assertClose("cost", runningCosts(p.cost(), previous), out.array("laplace_cost_prev"), 1e-10);
        LinearGaussianController improved = ReferenceProblem.controller(out.at("new"));
        assertClose(
                "cost of the new controller",
                runningCosts(p.cost(), GaussianForwardPass.propagate(p.model(), improved)),
                out.array("laplace_cost_new"),
                1e-10);
    }

    @Test
    void sizesMustAgree() {
        LinearGaussianModel model = RandomProblem.of(1, 4, 3, 2).model();
        LinearGaussianController other = RandomProblem.of(1, 5, 3, 2).anchor();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianForwardPass.propagate(model, other))
                .withMessage("controller gain: expected 4 steps of 2×3, found 5 of 2×3");
    }

    private static double[] runningCosts(QuadraticCost cost, TrajectoryDistribution marginals) {
        double[] all = ExpectedCost.perStep(cost, marginals);
        assertThat(all[all.length - 1]).as("the reference has no final cost").isZero();
        return Arrays.copyOf(all, all.length - 1);
    }

    /** The controller that minimises cost + η KL(· ‖ anchor). */
    private static LinearGaussianController controller(RandomProblem p, double eta) {
        SurrogateProblem problem = new SurrogateProblem(
                p.model().horizon(), p.model().stateSize(), p.model().controlSize());
        problem.read(p.model(), p.cost(), p.anchor(), null);
        assertThat(problem.backward(eta)).isEqualTo(-1);
        return problem.controller();
    }

    /** Sample mean and covariance, with their standard errors. */
    private static final class Moments {
        private final int size;
        private final double[][] samples = new double[SAMPLES][];
        private int count;

        Moments(int size) {
            this.size = size;
        }

        void add(double... sample) {
            samples[count++] = sample.clone();
        }

        void assertMeanIs(double... expected) {
            for (int i = 0; i < size; i++) {
                double standardError = Math.sqrt(covariance(i, i) / count);
                assertThat(Math.abs(mean(i) - expected[i])).as("mean of %d", i).isLessThan(5 * standardError);
            }
        }

        void assertCovarianceIs(double[] expected) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    // of Gaussians: var(s_ij) = (σ_ii σ_jj + σ_ij²)/N
                    double variance = expected[i * size + i] * expected[j * size + j]
                            + expected[i * size + j] * expected[i * size + j];
                    assertThat(Math.abs(covariance(i, j) - expected[i * size + j]))
                            .as("covariance of %d and %d", i, j)
                            .isLessThan(5 * Math.sqrt(variance / count));
                }
            }
        }

        private double mean(int i) {
            double sum = 0;
            for (double[] sample : samples) {
                sum += sample[i];
            }
            return sum / count;
        }

        private double covariance(int i, int j) {
            double meanI = mean(i);
            double meanJ = mean(j);
            double sum = 0;
            for (double[] sample : samples) {
                sum += (sample[i] - meanI) * (sample[j] - meanJ);
            }
            return sum / (count - 1);
        }
    }

    /** One trajectory of the anchor: its last state, its cost, and log p(u|x) − log π(u|x) summed along it. */
    private static final class Sampler {
        private final RandomProblem p;
        private final RandomGenerator random;
        double[] x;
        double cost;
        double logRatio;

        Sampler(RandomProblem p, RandomGenerator random) {
            this.p = p;
            this.random = random;
        }

        void run() {
            x = noisy(p.model().initialState().mean(), p.model().initialState().covariance());
            for (int t = 0; t < p.model().horizon(); t++) {
                double[] mean = new double[2];
                p.anchor().mean(x, t, mean);
                double[] u = noisy(mean, p.anchor().covariance(t));
                double[] y = {x[0], x[1], x[2], u[0], u[1]};
                cost += p.cost().constant().get(t, 0)
                        + form(p.cost().hessian().step(t), p.cost().gradient().step(t), y);
                logRatio += logDensity(p.anchor(), t, u) - logDensity(p.policy(), t, u);
                double[] next = p.model().offset().step(t);
                p.model().transition().multiplyAdd(t, y, next);
                x = noisy(next, p.model().noise().step(t));
            }
            cost += p.cost().finalConstant()
                    + form(
                            p.cost().finalHessian().step(0),
                            p.cost().finalGradient().step(0),
                            x);
        }

        private double[] noisy(double[] mean, double[] covariance) {
            int n = mean.length;
            double[] lower = covariance.clone();
            assertThat(Cholesky.factor(lower, 0, n)).isTrue();
            double[] out = mean.clone();
            double[] noise = RandomProblem.gaussian(random, n, 1);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    out[i] += lower[i * n + j] * noise[j];
                }
            }
            return out;
        }

        private double logDensity(LinearGaussianController controller, int t, double[] u) {
            double[] mean = new double[2];
            controller.mean(x, t, mean);
            double[] gap = {u[0] - mean[0], u[1] - mean[1]};
            double[] c = controller.covariance(t);
            return -form(controller.precision().step(t), new double[2], gap)
                    - 0.5 * Math.log(c[0] * c[3] - c[1] * c[2])
                    - Math.log(2 * Math.PI);
        }

        private static double form(double[] h, double[] g, double[] y) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += g[i] * y[i];
                for (int j = 0; j < y.length; j++) {
                    sum += 0.5 * h[i * y.length + j] * y[i] * y[j];
                }
            }
            return sum;
        }
    }
}
