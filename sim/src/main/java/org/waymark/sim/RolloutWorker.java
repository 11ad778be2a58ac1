package org.waymark.sim;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * One simulator and the buffers to run it; for one thread at a time. A time step allocates nothing, besides what the simulator and
 * the law allocate.
 */
final class RolloutWorker {
    private final Simulator simulator;
    private final double[] lower;
    private final double[] upper;
    private final double[] state;
    private final double[] observation;
    private final double[] control;
    private final double[] factor;
    private double[] states = new double[0];
    private double[] observations = new double[0];
    private double[] controls = new double[0];
    private int horizon = -1;
    private int clipped;
    private int t;
    private RandomGenerator random = new RandomStreams(0).stream("attempt", 0, 0, 0);
    private RandomGenerator lawRandom = random;

    /** @param spec that of the simulator */
    RolloutWorker(Simulator simulator, SimulatorSpec spec) {
        this.simulator = simulator;
        this.lower = spec.controlLower();
        this.upper = spec.controlUpper();
        this.state = new double[spec.stateSize()];
        this.observation = new double[spec.observationSize()];
        this.control = new double[spec.controlSize()];
        this.factor = new double[spec.controlSize() * spec.controlSize()];
    }

    /**
     * Makes one rollout.
     *
     * @param retries how many more attempts a {@link SimulatorFailedException} is worth
     * @param cancelled asked at every time step
     * @throws CancellationException if cancelled
     */
    Rollout run(int steps, RolloutRequest request, int retries, BooleanSupplier cancelled) {
        prepare(steps);
        for (int attempt = 0; ; attempt++) {
            try {
                RandomStreams streams = new RandomStreams(request.seed());
                random = streams.stream("attempt", attempt, 0, 0);
                lawRandom = streams.stream("law", attempt, 0, 0);
                return attempt(request, noise(request, attempt), cancelled);
            } catch (SimulatorFailedException e) {
                if (attempt == retries) {
                    throw failure("simulator: failed " + (attempt + 1) + " times, last", request, e);
                }
            } catch (NonFiniteException e) {
                throw e.in(request.cluster(), request.sample());
            }
        }
    }

    /** Begins a rollout, as its first attempt would, and goes no further. */
    FirstSight look(RolloutRequest request) {
        random = new RandomStreams(request.seed()).stream("attempt", 0, 0, 0);
        t = 0;
        try {
            simulate(request, true);
            NonFiniteException.check("simulator state", state, 0);
            NonFiniteException.check("simulator observation", observation, 0);
        } catch (SimulatorFailedException e) {
            throw failure("simulator: reset failed", request, e);
        } catch (NonFiniteException e) {
            throw e.in(request.cluster(), request.sample());
        }
        return new FirstSight(state, observation);
    }

    void close() {
        simulator.close();
    }

    private void prepare(int steps) {
        if (steps != horizon) {
            horizon = steps;
            states = new double[(steps + 1) * state.length];
            observations = new double[(steps + 1) * observation.length];
            controls = new double[steps * control.length];
        }
    }

    private TimeVaryingMatrix noise(RolloutRequest request, int attempt) {
        if (request.noise().isEmpty()) {
            return TimeVaryingMatrix.zeros(horizon, control.length, 1);
        }
        TimeVaryingMatrix noise =
                attempt == 0 ? request.noise().get() : request.noiseOfRetry().apply(attempt);
        return noise.requireShape("exploration noise", horizon, control.length, 1);
    }

    private Rollout attempt(RolloutRequest request, TimeVaryingMatrix noise, BooleanSupplier cancelled) {
        boolean noisy = request.noise().isPresent();
        ControlLaw law = request.law().forRollout(lawRandom);
        clipped = 0;
        t = 0;
        simulate(request, true);
        record(0);
        for (t = 0; t < horizon; t++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("rollouts: interrupted");
            }
            law.mean(state, observation, t, control);
            if (noisy) {
                law.choleskyLower(t, factor);
                perturb(noise);
            }
            NonFiniteException.check("control", control, t);
            clip();
            System.arraycopy(control, 0, controls, t * control.length, control.length);
            simulate(request, false);
            record(t + 1);
        }
        return new Rollout(
                TimeVaryingMatrix.ofVectors(horizon + 1, state.length, states),
                TimeVaryingMatrix.ofVectors(horizon, control.length, controls),
                TimeVaryingMatrix.ofVectors(horizon + 1, observation.length, observations),
                noise,
                clipped);
    }

    /** u = μ + L ε. */
    private void perturb(TimeVaryingMatrix noise) {
        int m = control.length;
        for (int i = 0; i < m; i++) {
            double sum = control[i];
            for (int j = 0; j <= i; j++) {
                sum += factor[i * m + j] * noise.get(t, j);
            }
            control[i] = sum;
        }
    }

    private void clip() {
        for (int i = 0; i < control.length; i++) {
            if (control[i] < lower[i] || control[i] > upper[i]) {
                control[i] = Math.max(lower[i], Math.min(upper[i], control[i]));
                clipped++;
            }
        }
    }

    /** Whatever the simulator throws is passed on with its place; only a failure worth another attempt passes as it is. */
    private void simulate(RolloutRequest request, boolean reset) {
        try {
            if (reset) {
                RandomSimulator.reset(simulator, request.start(), random, state);
            } else {
                simulator.step(control, state);
            }
            simulator.observe(state, observation);
        } catch (SimulatorFailedException | NonFiniteException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure("simulator: " + (reset ? "reset" : "step") + " failed", request, e);
        }
    }

    private SimulatorException failure(String message, RolloutRequest request, RuntimeException cause) {
        return new SimulatorException(message, request.cluster(), request.sample(), t, cause);
    }

    private void record(int step) {
        NonFiniteException.check("simulator state", state, step);
        NonFiniteException.check("simulator observation", observation, step);
        System.arraycopy(state, 0, states, step * state.length, state.length);
        System.arraycopy(observation, 0, observations, step * observation.length, observation.length);
    }
}
