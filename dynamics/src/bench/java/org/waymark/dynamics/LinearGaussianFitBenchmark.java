package org.waymark.dynamics;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.Policy;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

/**
 * The fits of one cluster on one thread, n = 14, m = 7, T = 100, 20 rollouts, the mixture being fitted already. The 2017 reference
 * implementation takes 57 ms for the dynamics and 48 ms for the policy, whose own evaluation is not counted here either.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LinearGaussianFitBenchmark {
    private final DynamicsFitter fitter = new DynamicsFitter(DynamicsOptions.defaults());
    private final PolicyLinearizer linearizer = new PolicyLinearizer(PolicyLinearizerOptions.defaults());
    private final Policy policy = new BentPolicy();
    private List<Rollout> rollouts;
    private MixturePrior transitions;
    private MixturePrior sights;
    private double[] means;

    @Setup
    public void prepare() {
        rollouts = ArmRollouts.of(14, 0, 0, 20);
        RandomStreams streams = new RandomStreams(1);
        transitions = fitter.fit(rollouts, MixturePrior.empty(), streams.stream("a", 0, 0, 0))
                .prior();
        sights = linearizer
                .linearize(policy, rollouts, MixturePrior.empty(), streams.stream("b", 0, 0, 0))
                .prior();
        means = PolicyLinearizer.means(policy, sights.sharedRows(), 14);
    }

    @Benchmark
    public LinearGaussianModel dynamics() {
        return fitter.regress(Rollouts.transitions(rollouts), rollouts, transitions, Optional.empty());
    }

    @Benchmark
    public LinearGaussianController linearization() {
        return linearizer.regress(policy, means, rollouts, sights);
    }

    /** Each control bends the sum of a third of the observations. */
    static final class BentPolicy implements Policy {
        @Override
        public int observationSize() {
            return 14;
        }

        @Override
        public int controlSize() {
            return 7;
        }

        @Override
        public void mean(double[] observation, double[] control) {
            for (int i = 0; i < 7; i++) {
                control[i] = Math.tanh(observation[i] - observation[i + 7] + observation[(i + 3) % 14]);
            }
        }

        @Override
        public double[] covariance() {
            double[] c = new double[49];
            for (int i = 0; i < 7; i++) {
                c[i * 8] = 0.01;
            }
            return c;
        }
    }
}
