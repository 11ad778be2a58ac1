package org.waymark.gps.backprop;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.waymark.distillation.Activation;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelLearner;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/** Small plants, as models know them, and policies. */
final class Pupils {
    private static final int STATES = 2;

    private Pupils() {}

    /** Shows (sin x_0, cos x_0, x_1); it never moves. */
    static final class Eyes implements Simulator {
        static final SimulatorSpec SPEC = new SimulatorSpec(STATES, 1, 3, 0.1, new double[] {-50}, new double[] {50});

        @Override
        public SimulatorSpec spec() {
            return SPEC;
        }

        @Override
        public void reset(InitialState start, double[] state) {
            throw new UnsupportedOperationException("eyes do not move");
        }

        @Override
        public void step(double[] control, double[] state) {
            throw new UnsupportedOperationException("eyes do not move");
        }

        @Override
        public void observe(double[] state, double[] observation) {
            observation[0] = Math.sin(state[0]);
            observation[1] = Math.cos(state[0]);
            observation[2] = state[1];
        }
    }

    /** A smooth ensemble of two with learned variances, of a plant like a pendulum. */
    static LearnedDynamics ensemble() {
        RandomGenerator random = new RandomStreams(1).stream("data", 0, 0, 0);
        int count = 200;
        double[] x = new double[count * STATES];
        double[] u = new double[count];
        double[] next = new double[count * STATES];
        for (int i = 0; i < count; i++) {
            x[2 * i] = 2 * random.nextGaussian();
            x[2 * i + 1] = random.nextGaussian();
            u[i] = random.nextGaussian();
            next[2 * i] = x[2 * i] + 0.1 * x[2 * i + 1] + 0.02 * random.nextGaussian();
            next[2 * i + 1] = x[2 * i + 1] + 0.3 * Math.sin(x[2 * i]) + 0.2 * u[i] + 0.05 * random.nextGaussian();
        }
        ModelOptions options = ModelOptions.defaults()
                .withMembers(2, 2)
                .withHidden(6)
                .withAngles(0)
                .withEpochs(20);
        return new ModelLearner(options)
                .fit(Transitions.of(STATES, 1, x, u, next, new double[0]), Optional.empty(), 7, 1)
                .model();
    }

    static ImaginedPlant plant(LearnedDynamics model, boolean noisy, Predicate<double[]> ends) {
        Cost cost = new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return 1 - Math.cos(state[0]) + 0.1 * state[1] * state[1] + 0.01 * control[0] * control[0] + 0.01 * t;
            }

            @Override
            public double terminal(double[] state) {
                return Math.sin(state[0]) + state[1];
            }
        };
        return new ImaginedPlant(model, wide(), new KnownTask(cost, ends, Eyes::new, Eyes.SPEC), noisy);
    }

    private static StateBox wide() {
        return new StateBox(new double[] {-1e9, -1e9}, new double[] {1e9, 1e9});
    }

    /** x_0' = growth · x_0 + u/10, known exactly; J = x_0 in the end. */
    static ImaginedPlant unstable(double growth) {
        RandomGenerator random = new RandomStreams(2).stream("data", 0, 0, 0);
        int count = 50;
        double[] x = random.doubles(count * STATES, -1, 1).toArray();
        double[] u = random.doubles(count, -1, 1).toArray();
        double[] next = new double[count * STATES];
        for (int i = 0; i < count; i++) {
            next[2 * i] = growth * x[2 * i] + 0.1 * u[i];
            next[2 * i + 1] = 0.5 * x[2 * i + 1];
        }
        LearnedDynamics model = new ModelLearner(ModelOptions.defaults()
                        .withKind(ModelOptions.Kind.BAYESIAN_LINEAR)
                        .withRidge(1e-12))
                .fit(Transitions.of(STATES, 1, x, u, next, new double[0]), Optional.empty(), 7, 1)
                .model();
        Cost cost = new Cost() {
            @Override
            public double running(double[] state, double[] control, int t) {
                return 0;
            }

            @Override
            public double terminal(double[] state) {
                return state[0];
            }
        };
        return new ImaginedPlant(model, wide(), new KnownTask(cost, state -> false, Eyes::new, Eyes.SPEC), false);
    }

    static NetworkPolicy policy(Activation activation, boolean squashed, double deviation) {
        LayerLayout layout = new LayerLayout(3, 5, 1);
        return new NetworkPolicy(
                layout.sizes(),
                activation,
                layout.randomParameters(activation, 1, new RandomStreams(3).stream("policy", 0, 0, 0)),
                new Whitening(new double[] {0.1, 0, -0.2}, new double[] {0.8, 0.7, 1.5}),
                new Whitening(new double[] {0.2}, new double[] {2}),
                new double[] {deviation * deviation},
                squashed);
    }

    /** Linear, and zero everywhere. */
    static NetworkPolicy still() {
        return new NetworkPolicy(
                new int[] {3, 1},
                Activation.TANH,
                new double[4],
                Whitening.identity(3),
                Whitening.identity(1),
                new double[] {1});
    }

    static NetworkPolicy with(NetworkPolicy like, double[] parameters) {
        return new NetworkPolicy(
                like.sizes(),
                like.activation(),
                parameters,
                like.observationWhitening(),
                like.controlWhitening(),
                like.covariance(),
                like.isSquashed());
    }
}
