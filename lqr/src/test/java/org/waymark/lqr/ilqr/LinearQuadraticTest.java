package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.problems.LinearQuadratic;

/** On linear-quadratic problems the quadratic model is exact. */
class LinearQuadraticTest {
    private static final int HORIZON = 5;

    @Property(tries = 40, seed = "1")
    void oneIterationGivesTheSolutionOfTheDenseSystem(
            @ForAll @IntRange(min = 2, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 20) int m,
            @ForAll @IntRange(max = 1000) int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        LinearQuadratic lq = new LinearQuadratic(n, m, HORIZON, random);
        double[] x0 = random.doubles(n, -1, 1).toArray();
        double[] guess = random.doubles((long) HORIZON * m, -1, 1).toArray();
        double[] exact = lq.denseSolution(x0);
        for (Curvature curvature : Curvature.values()) {
            IlqrResult result = new IterativeLqr(
                            TrajectoryProblem.unlimited(lq, lq, HORIZON),
                            IlqrOptions.defaults().withCurvature(curvature))
                    .solve(x0, TimeVaryingMatrix.ofVectors(HORIZON, m, guess));
            assertThat(result.termination()).isEqualTo(Termination.GRADIENT);
            assertThat(result.iterations()).isEqualTo(1);
            assertEqual(result.controls().toArray(), exact);
        }
    }

    @Property(tries = 20, seed = "2")
    void theControllerOfTheResultIsOptimalFromAnywhere(
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll @IntRange(min = 1, max = 4) int m,
            @ForAll @IntRange(max = 1000) int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        LinearQuadratic lq = new LinearQuadratic(n, m, HORIZON, random);
        LinearGaussianController controller = new IterativeLqr(
                        TrajectoryProblem.unlimited(lq, lq, HORIZON), IlqrOptions.defaults())
                .solve(random.doubles(n, -1, 1).toArray(), TimeVaryingMatrix.zeros(HORIZON, m, 1))
                .controller();
        double[] elsewhere = random.doubles(n, -1, 1).toArray();
        double[] exact = lq.denseSolution(elsewhere);
        double[] x = elsewhere.clone();
        double[] next = new double[n];
        double[] u = new double[m];
        double[] controls = new double[HORIZON * m];
        for (int t = 0; t < HORIZON; t++) {
            controller.mean(x, t, u);
            System.arraycopy(u, 0, controls, t * m, m);
            lq.next(x, u, t, next);
            System.arraycopy(next, 0, x, 0, n);
        }
        assertEqual(controls, exact);
    }

    @Property(tries = 20, seed = "3")
    void anyGuessOfTheStatesLeadsThereInOneIterationToo(
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll @IntRange(min = 1, max = 4) int m,
            @ForAll @IntRange(max = 1000) int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        LinearQuadratic lq = new LinearQuadratic(n, m, HORIZON, random);
        double[] x0 = random.doubles(n, -1, 1).toArray();
        IlqrResult result = new IterativeLqr(TrajectoryProblem.unlimited(lq, lq, HORIZON), IlqrOptions.defaults())
                .solve(
                        x0,
                        TimeVaryingMatrix.ofVectors(
                                HORIZON + 1,
                                n,
                                random.doubles((HORIZON + 1L) * n, -1, 1).toArray()),
                        TimeVaryingMatrix.zeros(HORIZON, m, 1));
        assertThat(result.iterations()).isEqualTo(1);
        assertThat(result.gap()).isZero();
        assertEqual(result.controls().toArray(), lq.denseSolution(x0));
    }

    private static void assertEqual(double[] found, double[] exact) {
        double scale = 1;
        for (double v : exact) {
            scale = Math.max(scale, Math.abs(v));
        }
        for (int i = 0; i < exact.length; i++) {
            assertThat(found[i]).as("entry %d", i).isCloseTo(exact[i], within(1e-9 * scale));
        }
    }
}
