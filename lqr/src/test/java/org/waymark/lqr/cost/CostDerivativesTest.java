package org.waymark.lqr.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/** Every cost of this package against a numerical twin, at the first step, between, at the last step and at the final state. */
class CostDerivativesTest {
    private static final int N = 5;
    private static final int M = 2;
    private static final int HORIZON = 6;

    /** Differences of order 2⁻¹³: truncation h²f⁗/12 and rounding ε f/h² are below 1e-6 for α ≥ 0.2 and weights up to 2. */
    private static final double TOLERANCE = 5e-6;

    /** A way to make a random cost. */
    private enum Kind {
        CONTROL {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return new ControlCost(weights(random, M));
            }
        },
        STATE_SMOOTH {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return stateCost(random, Penalty.Kind.SMOOTH_L1);
            }
        },
        STATE_SQUARED {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return new StateCost(
                        new int[] {1, 4}, weights(random, 2), numbers(random, 2), Penalty.squared(), ramp(random));
            }
        },
        STATE_LOG {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return stateCost(random, Penalty.Kind.LOG);
            }

            @Override
            boolean trueHessian() {
                return false;
            }
        },
        POINTS_OF_THE_STATE {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                PointMap points = new StatePoints(N, new int[] {4, 0, 1});
                return new PointCost(
                                points,
                                numbers(random, 3),
                                weights(random, 3),
                                penalty(random, Penalty.Kind.SMOOTH_L1),
                                ramp(random))
                        .atFinalState(0.7);
            }
        },
        POINTS_OF_AN_ARM_SMOOTH {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return armCost(random, arm, Penalty.Kind.SMOOTH_L1);
            }
        },
        POINTS_OF_AN_ARM_LOG {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return armCost(random, arm, Penalty.Kind.LOG);
            }

            @Override
            boolean trueHessian() {
                return false;
            }
        },
        SUM {
            @Override
            Cost make(RandomGenerator random, PointMap arm) {
                return new SumCost(List.of(
                        new SumCost.Term(0.3, CONTROL.make(random, arm)),
                        new SumCost.Term(2, STATE_SMOOTH.make(random, arm)),
                        new SumCost.Term(1, (x, u, t) -> Math.sin(x[0]) * u[1])));
            }
        };

        abstract Cost make(RandomGenerator random, PointMap arm);

        /** False where the Hessian is deliberately not the second derivative; {@link PenaltyTest} pins that one. */
        boolean trueHessian() {
            return true;
        }
    }

    private static double[] numbers(RandomGenerator random, int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    private static double[] weights(RandomGenerator random, int n) {
        return random.doubles(n, 0, 2).toArray();
    }

    private static Penalty penalty(RandomGenerator random, Penalty.Kind kind) {
        return new Penalty(random.nextDouble(), random.nextDouble(), random.nextDouble(0.2, 1), kind);
    }

    private static TimeWeights ramp(RandomGenerator random) {
        Ramp[] ramps = Ramp.values();
        return TimeWeights.of(ramps[random.nextInt(ramps.length)], HORIZON, random.nextDouble(0.5, 1.5));
    }

    private static Cost stateCost(RandomGenerator random, Penalty.Kind kind) {
        return new StateCost(
                        new int[] {3, 0, 2},
                        weights(random, 3),
                        numbers(random, 3),
                        penalty(random, kind),
                        ramp(random))
                .atFinalState(1.3);
    }

    private static Cost armCost(RandomGenerator random, PointMap arm, Penalty.Kind kind) {
        return new PointCost(arm, numbers(random, 4), weights(random, 4), penalty(random, kind), ramp(random))
                .atFinalState(0.4);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** The cost of the same random numbers without its derivatives. */
    private static Cost numericalTwin(Cost cost) {
        return new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return cost.running(state, control, t);
            }

            @Override
            public double terminal(double[] state) {
                return cost.terminal(state);
            }
        };
    }

    @Property(tries = 60, seed = "21")
    void valueAndGradientAreThoseOfTheNumericalTwin(@ForAll Kind kind, @ForAll long seed) {
        TwoLinkPoints arm = new TwoLinkPoints(N);
        Cost cost = kind.make(random(seed), arm);
        Cost twin = numericalTwin(cost);
        double[] x = random(seed + 1).doubles(N, -1, 1).toArray();
        double[] u = random(seed + 2).doubles(M, -1, 1).toArray();
        for (int t : new int[] {0, 2, HORIZON - 1}) {
            StageExpansion expected = new StageExpansion(N, M);
            StageExpansion found = new StageExpansion(N, M);
            twin.expandRunning(x, u, t, 0.6, expected);
            cost.expandRunning(x, u, t, 0.6, found);
            assertSameGradient(found, expected);
        }
        StageExpansion expected = new StageExpansion(N, 0);
        StageExpansion found = new StageExpansion(N, 0);
        twin.expandTerminal(x, 0.6, expected);
        cost.expandTerminal(x, 0.6, found);
        assertSameGradient(found, expected);
    }

    /** Gauss–Newton is the exact Hessian once the points are replaced by their linearisation at x. */
    @Property(tries = 60, seed = "22")
    void hessianIsThatOfTheTwinWithLinearPoints(@ForAll Kind kind, @ForAll long seed) {
        if (!kind.trueHessian()) {
            return;
        }
        TwoLinkPoints arm = new TwoLinkPoints(N);
        double[] x = random(seed + 1).doubles(N, -1, 1).toArray();
        double[] u = random(seed + 2).doubles(M, -1, 1).toArray();
        Cost cost = kind.make(random(seed), arm);
        Cost twin = numericalTwin(kind.make(random(seed), arm.linearizedAt(x)));
        for (int t : new int[] {0, 2, HORIZON - 1}) {
            StageExpansion expected = new StageExpansion(N, M);
            StageExpansion found = new StageExpansion(N, M);
            twin.expandRunning(x, u, t, 0.6, expected);
            cost.expandRunning(x, u, t, 0.6, found);
            assertSameHessian(found, expected);
        }
        StageExpansion expected = new StageExpansion(N, 0);
        StageExpansion found = new StageExpansion(N, 0);
        twin.expandTerminal(x, 0.6, expected);
        cost.expandTerminal(x, 0.6, found);
        assertSameHessian(found, expected);
    }

    @Property(tries = 40, seed = "23")
    void anExpansionIsAddedToWhatIsThereAndLeavesStateAndControlAlone(@ForAll Kind kind, @ForAll long seed) {
        Cost cost = kind.make(random(seed), new TwoLinkPoints(N));
        double[] x = random(seed + 1).doubles(N, -1, 1).toArray();
        double[] u = random(seed + 2).doubles(M, -1, 1).toArray();
        double[] sameX = x.clone();
        double[] sameU = u.clone();
        StageExpansion once = new StageExpansion(N, M);
        StageExpansion twice = new StageExpansion(N, M);
        cost.expandRunning(x, u, HORIZON - 1, 1, once);
        cost.expandRunning(x, u, HORIZON - 1, 0.25, twice);
        cost.expandRunning(x, u, HORIZON - 1, 0.75, twice);

        assertThat(x).containsExactly(sameX);
        assertThat(u).containsExactly(sameU);
        // 0.25 and 0.75 add up exactly, their products with a number to within its last bits.
        assertThat(twice.value()).isCloseTo(once.value(), within(1e-14));
        for (int i = 0; i < N + M; i++) {
            assertThat(twice.gradient(i)).isCloseTo(once.gradient(i), within(1e-13));
            for (int j = 0; j < N + M; j++) {
                assertThat(twice.hessian(i, j)).isCloseTo(once.hessian(i, j), within(1e-13));
            }
        }
    }

    private static void assertSameGradient(StageExpansion found, StageExpansion expected) {
        assertThat(found.value()).as("value").isCloseTo(expected.value(), within(1e-14));
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.gradient(i)).as("gradient[%d]", i).isCloseTo(expected.gradient(i), within(TOLERANCE));
        }
    }

    private static void assertSameHessian(StageExpansion found, StageExpansion expected) {
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < found.size(); j++) {
                assertThat(found.hessian(i, j))
                        .as("hessian[%d][%d]", i, j)
                        .isCloseTo(expected.hessian(i, j), within(TOLERANCE));
            }
        }
    }
}
