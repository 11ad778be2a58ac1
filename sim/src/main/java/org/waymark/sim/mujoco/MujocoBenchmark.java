package org.waymark.sim.mujoco;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.drawing.Drawing;

/**
 * A MuJoCo environment of Gymnasium with the costs of Wang et al. (2019), from an MJCF file of Gymnasium's own: it brings its starts, its
 * cost, and what a policy sees. The engine steps as the model says, by Runge-Kutta of fourth order where that is asked for. Episodes do
 * not end.
 */
public final class MujocoBenchmark implements Plant {
    /** All names. */
    public static final List<String> NAMES = List.of(
            "bench-inverted-pendulum",
            "inverted-pendulum-balance",
            "bench-reacher",
            "bench-swimmer",
            "bench-half-cheetah");

    private final MujocoPlant plant;
    private final BenchmarkTask task;
    private final SimulatorSpec spec;

    private MujocoBenchmark(MujocoPlant plant, BenchmarkTask task) {
        this.plant = plant;
        this.task = task;
        SimulatorSpec inner = plant.spec();
        int[] order = task.order();
        if (order.length != inner.stateSize()) {
            throw new ModelLoadException(
                    plant.options().model(),
                    "expected a state of " + order.length + " numbers, found " + inner.stateSize());
        }
        spec = new SimulatorSpec(
                task.stateSize(),
                inner.controlSize(),
                task.observationNames().size(),
                inner.timeStep(),
                inner.controlLower(),
                inner.controlUpper());
    }

    /**
     * The benchmark of this name.
     *
     * @param name one of {@link #NAMES}
     * @param model Gymnasium's file for it
     * @throws MujocoUnavailableException if MuJoCo is missing or of another version
     * @throws ModelLoadException if the file is missing, MuJoCo refuses it, or it is that of another environment
     */
    public static MujocoBenchmark of(String name, Path model) {
        BenchmarkTask task = BenchmarkTask.named(name);
        MujocoPlant plant = new MujocoPlant(
                MujocoOptions.of(Mjcf.file(model)).withSubsteps(task.substeps()).withOwnIntegrator(true));
        boolean complete = false;
        try {
            MujocoBenchmark benchmark = new MujocoBenchmark(plant, task);
            complete = true;
            return benchmark;
        } finally {
            if (!complete) {
                plant.close();
            }
        }
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public Simulator newSimulator() {
        return new Reordered();
    }

    @Override
    public PointMap points() {
        return task.points();
    }

    @Override
    public List<String> stateNames() {
        List<String> engines = plant.stateNames();
        int[] order = task.order();
        String[] names = new String[task.stateSize()];
        for (int i = 0; i < order.length; i++) {
            if (order[i] >= 0) {
                names[order[i]] = engines.get(i);
            }
        }
        return List.of(names);
    }

    @Override
    public List<String> observationNames() {
        return task.observationNames();
    }

    @Override
    public int positionSize() {
        return task.positionSize();
    }

    @Override
    public OptionalDouble physicsStep() {
        return plant.physicsStep();
    }

    @Override
    public Optional<Drawing> drawing() {
        return plant.drawing().map(drawing -> new ReorderedDrawing(drawing, task.order()));
    }

    @Override
    public Optional<Cost> cost() {
        return Optional.of(task.cost());
    }

    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(task.starts());
    }

    @Override
    public void close() {
        plant.close();
    }

    /** The engine's simulator, its state in the order of the benchmark. */
    private final class Reordered implements Simulator, Model {
        private final MujocoSimulator simulator = plant.newSimulator();
        private final int[] order = task.order();
        private final double[] engines = new double[order.length];
        private final double[] enginesNext = new double[order.length];

        @Override
        public SimulatorSpec spec() {
            return spec;
        }

        @Override
        public int stateSize() {
            return spec.stateSize();
        }

        @Override
        public int controlSize() {
            return spec.controlSize();
        }

        @Override
        public void reset(InitialState start, double[] state) {
            double[] begin = new double[task.stateSize()];
            task.begin(start, begin);
            BenchmarkTask.toEngine(order, begin, engines);
            simulator.reset(InitialState.of(engines), engines);
            BenchmarkTask.fromEngine(order, engines, state);
        }

        @Override
        public void step(double[] control, double[] state) {
            simulator.step(control, engines);
            BenchmarkTask.fromEngine(order, engines, state);
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            BenchmarkTask.toEngine(order, state, engines);
            simulator.next(engines, control, t, enginesNext);
            BenchmarkTask.fromEngine(order, enginesNext, nextState);
        }

        @Override
        public void observe(double[] state, double[] observation) {
            task.observe(state, observation);
        }

        @Override
        public void close() {
            simulator.close();
        }
    }
}
