package org.waymark.sim.external;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.Plant;
import org.waymark.sim.SimulatorFailedException;
import org.waymark.sim.SimulatorSpec;

/**
 * A plant that other programs simulate: one process for each simulator, started by a command and asked over its standard input and
 * output.
 *
 * <pre>{@code
 *   try (Plant plant = new ExternalPlant(ExternalOptions.of("python3", "waymark_server.py", "robots:Arm"))) {
 *       RolloutSampler sampler = new RolloutSampler(plant::newSimulator, 2);
 *       …
 *   }
 * }</pre>
 */
public final class ExternalPlant implements Plant {
    private static final String SERVER = "waymark_server.py";

    private final ExternalOptions options;
    private final Greeting greeting;
    /** The process that said what it simulates, until a simulator takes it. */
    private Optional<ServerProcess> first;

    /** @throws IllegalArgumentException if the command cannot be started, or does not say what it simulates */
    public ExternalPlant(ExternalOptions options) {
        this.options = options;
        try {
            ServerProcess process = new ServerProcess(options);
            greeting = process.greet();
            first = Optional.of(process);
        } catch (SimulatorFailedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The text of {@code waymark_server.py}: serves an environment of the kind of Gymnasium; needs Python 3 and NumPy. */
    public static String pythonServer() {
        try (InputStream stream = ExternalPlant.class.getResourceAsStream(SERVER)) {
            if (stream == null) {
                throw new IllegalStateException(SERVER + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SimulatorSpec spec() {
        return greeting.spec();
    }

    @Override
    public synchronized ExternalSimulator newSimulator() {
        ExternalSimulator simulator = new ExternalSimulator(options, greeting, first);
        first = Optional.empty();
        return simulator;
    }

    /** @throws IllegalArgumentException always: a process tells its state, not where its points are */
    @Override
    public PointMap points() {
        throw new IllegalArgumentException(
                options.name() + ": has no end-effector points; let it put them into its state, and use that");
    }

    @Override
    public List<String> stateNames() {
        return greeting.stateNames();
    }

    /** Numbered, if the process has observations of its own. */
    @Override
    public List<String> observationNames() {
        return greeting.observes()
                ? IntStream.range(0, spec().observationSize())
                        .mapToObj(i -> "observation " + i)
                        .toList()
                : stateNames();
    }

    @Override
    public int positionSize() {
        return greeting.positionSize();
    }

    @Override
    public OptionalDouble physicsStep() {
        return greeting.physicsStep();
    }

    @Override
    public synchronized void close() {
        first.ifPresent(ServerProcess::close);
        first = Optional.empty();
    }
}
