package org.waymark.sim.external;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.SimulatorFailedException;
import org.waymark.sim.SimulatorSpec;

/**
 * A simulator in a process of its own; for one thread at a time.
 *
 * <p>A crash, a hang or an answer that makes no sense ends the process and the rollout ({@link SimulatorFailedException}); the next reset
 * starts another process. Each reset passes on a seed from 0 to 2³¹ − 1 drawn from the generator of its rollout: the same seeds, the same
 * bits, if the process keeps to them.
 */
public final class ExternalSimulator implements RandomSimulator {
    private final ExternalOptions options;
    private final Greeting greeting;
    private Optional<ServerProcess> process;
    private boolean started;
    private boolean closed;

    /** @param process one that has greeted already, to be owned by this, or none */
    ExternalSimulator(ExternalOptions options, Greeting greeting, Optional<ServerProcess> process) {
        this.options = options;
        this.greeting = greeting;
        this.process = process;
    }

    @Override
    public SimulatorSpec spec() {
        return greeting.spec();
    }

    /**
     * {@inheritDoc}
     *
     * @throws SimulatorFailedException if the process fails, or cannot be started again
     * @throws IllegalArgumentException if the process refuses this start
     */
    @Override
    public void reset(InitialState start, RandomGenerator random, double[] state) {
        requireLength("state", state, spec().stateSize());
        if (closed) {
            throw new IllegalStateException(options.name() + ": already closed");
        }
        started = false;
        int seed = random.nextInt() & Integer.MAX_VALUE;
        String request = Protocol.reset(seed, start.coordinates(), start.parameters());
        usable().ask(request, "reset", Protocol.STATE, state);
        started = true;
    }

    private ServerProcess usable() {
        if (process.isPresent() && process.get().isUsable()) {
            return process.get();
        }
        ServerProcess another = new ServerProcess(options);
        process = Optional.of(another);
        if (!another.greet().agreesWith(greeting)) {
            another.close();
            throw new IllegalArgumentException(options.name()
                    + ": after a restart its sizes, limits or time step are others; they must always be the same");
        }
        return another;
    }

    @Override
    public void step(double[] control, double[] state) {
        requireLength("control", control, spec().controlSize());
        requireLength("state", state, spec().stateSize());
        running().ask(Protocol.step(control), "step", Protocol.STATE, state);
    }

    @Override
    public void observe(double[] state, double[] observation) {
        requireLength("observation", observation, spec().observationSize());
        if (greeting.observes()) {
            running().ask(Protocol.OBSERVE, Protocol.OBSERVE, Protocol.OBSERVATION, observation);
        } else {
            System.arraycopy(state, 0, observation, 0, observation.length);
        }
    }

    private ServerProcess running() {
        if (!started || process.isEmpty() || !process.get().isUsable()) {
            throw new IllegalStateException(options.name() + ": expected a reset before the first step of a rollout");
        }
        return process.get();
    }

    private static void requireLength(String what, double[] values, int length) {
        if (values.length != length) {
            throw new IllegalArgumentException(what + ": expected " + length + " numbers, found " + values.length);
        }
    }

    /** Ends the process. Closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        process.ifPresent(ServerProcess::close);
    }
}
