package org.waymark.sim.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/**
 * What training relies on, tried out: two simulators, the same starts, the same controls, the same seeds.
 *
 * <pre>{@code
 *   List<Finding> findings = new SimulatorContract(MyRobot::new, 50, 1L).check(List.of(InitialState.of(0, 0)));
 *   assertThat(findings).allMatch(Finding::ok);
 * }</pre>
 *
 * <p>Checked are: sizes; finite values, all written; the same bits from another simulator and after other rollouts; nothing remembered
 * in, or changed of, the caller's arrays; controls at their limits; that every control has an effect, and every start a state of its
 * own; of a {@link Plant}, its names, its time step as a multiple of the integrator's, and what its observations claim to be.
 */
public final class SimulatorContract {
    private static final int MOST_STEPS_HELD = 20;

    private final Supplier<? extends Simulator> simulators;
    private final Optional<Plant> plant;
    private final boolean noisy;
    private final int steps;
    private final RandomStreams streams;

    /**
     * @param simulators makes new ones, independent of each other; they are closed here
     * @param steps how long rollouts are, ≥ 1
     * @param seed of controls and of the simulators' randomness
     */
    public SimulatorContract(Supplier<? extends Simulator> simulators, int steps, long seed) {
        this(simulators, Optional.empty(), false, steps, seed);
    }

    private SimulatorContract(
            Supplier<? extends Simulator> simulators, Optional<Plant> plant, boolean noisy, int steps, long seed) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: expected ≥ 1, found " + steps);
        }
        this.simulators = simulators;
        this.plant = plant;
        this.noisy = noisy;
        this.steps = steps;
        this.streams = new RandomStreams(seed);
    }

    /**
     * The same for the simulators of a plant, and more.
     *
     * @param plant not closed here
     * @param noisy whether its observations have noise, so that they are not the states that they are named after
     */
    public static SimulatorContract of(Plant plant, boolean noisy, int steps, long seed) {
        return new SimulatorContract(plant::newSimulator, Optional.of(plant), noisy, steps, seed);
    }

    /**
     * Runs all checks; if simulators cannot even be reset and stepped, only the first ones.
     *
     * @param starts at least one
     */
    public List<Finding> check(List<InitialState> starts) {
        List<Finding> findings = new ArrayList<>();
        try (Simulator one = simulators.get();
                Simulator two = simulators.get()) {
            SimulatorSpec spec = one.spec();
            List<Trial> trials = trials(starts, spec);
            List<Trial.Record> records = new ArrayList<>();
            check("sizes", findings, () -> sizes(spec, two.spec()));
            check("finite values", findings, () -> {
                trials.forEach(trial -> records.add(trial.play(one)));
                return trials.size() + " rollouts of " + steps + " steps, every entry written and finite";
            });
            if (findings.stream().allMatch(Finding::ok)) {
                new Checks(trials, records, one, two).run(findings, plant, noisy);
                check("control bounds", findings, () -> bounds(starts.get(0), two));
                check("controls matter", findings, () -> effects(starts.get(0), two));
            }
        }
        return findings;
    }

    private List<Trial> trials(List<InitialState> starts, SimulatorSpec spec) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            RandomGenerator random = streams.stream("controls", 0, 0, i);
            double[][] controls = new double[steps][];
            Arrays.setAll(controls, t -> control(spec, random));
            trials.add(new Trial("start " + i, starts.get(i), controls, streams.derive("plant", 0, 0, i)));
        }
        return trials;
    }

    /** Standard normal; where there are two limits, a quarter of their distance around their middle. */
    private static double[] control(SimulatorSpec spec, RandomGenerator random) {
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        double[] u = new double[lower.length];
        for (int i = 0; i < u.length; i++) {
            double range = upper[i] - lower[i];
            double wish = Double.isFinite(range)
                    ? (lower[i] + upper[i]) / 2 + range / 4 * random.nextGaussian()
                    : random.nextGaussian();
            u[i] = Math.max(lower[i], Math.min(upper[i], wish));
        }
        return u;
    }

    static void check(String name, List<Finding> findings, Supplier<String> check) {
        try {
            findings.add(new Finding(name, true, check.get()));
        } catch (Violation e) {
            findings.add(new Finding(name, false, e.getMessage()));
        }
    }

    private String sizes(SimulatorSpec one, SimulatorSpec two) {
        requireSame(one, two, "the second simulator");
        if (plant.isPresent()) {
            requireSame(one, plant.get().spec(), "the plant");
            requireNames("stateNames", plant.get().stateNames(), one.stateSize());
            requireNames("observationNames", plant.get().observationNames(), one.observationSize());
            int positions = plant.get().positionSize();
            if (positions < 1 || positions > one.stateSize()) {
                throw new Violation("positionSize: expected 1…" + one.stateSize() + ", found " + positions);
            }
        }
        return one.stateSize() + " states, " + one.controlSize() + " controls, " + one.observationSize()
                + " observations, time step " + one.timeStep() + " s";
    }

    private static void requireSame(SimulatorSpec one, SimulatorSpec other, String who) {
        if (one.stateSize() != other.stateSize()
                || one.controlSize() != other.controlSize()
                || one.observationSize() != other.observationSize()
                || one.timeStep() != other.timeStep()
                || !Arrays.equals(one.controlLower(), other.controlLower())
                || !Arrays.equals(one.controlUpper(), other.controlUpper())) {
            throw new Violation(
                    "spec: " + who + " has another one than the first simulator; it must always be the same");
        }
    }

    private static void requireNames(String what, List<String> names, int size) {
        if (names.size() != size || names.stream().distinct().count() != size) {
            throw new Violation(what + ": expected " + size + " different names, found " + names);
        }
    }

    /** Limits that are infinite are left at the middle. */
    private String bounds(InitialState start, Simulator simulator) {
        SimulatorSpec spec = simulator.spec();
        int length = Math.min(steps, MOST_STEPS_HELD);
        int finite = 0;
        for (double[] limits : List.of(spec.controlLower(), spec.controlUpper())) {
            double[] u = limits.clone();
            for (int i = 0; i < u.length; i++) {
                finite += Double.isFinite(u[i]) ? 1 : 0;
                u[i] = Double.isFinite(u[i]) ? u[i] : rest(spec, i);
            }
            new Trial("start 0, controls held at " + Arrays.toString(u), start, held(u, length), 0).play(simulator);
        }
        return finite == 0 ? "there are none" : finite + " limits, each held for " + length + " steps";
    }

    private String effects(InitialState start, Simulator simulator) {
        SimulatorSpec spec = simulator.spec();
        int length = Math.min(steps, MOST_STEPS_HELD);
        double[] u = new double[spec.controlSize()];
        Arrays.setAll(u, i -> rest(spec, i));
        double[][] still =
                new Trial("start 0", start, held(u, length), 0).play(simulator).states();
        for (int i = 0; i < u.length; i++) {
            double[] pushed = u.clone();
            pushed[i] = Double.isFinite(spec.controlUpper()[i]) ? (u[i] + spec.controlUpper()[i]) / 2 : u[i] + 1;
            double[][] moved = new Trial("start 0", start, held(pushed, length), 0)
                    .play(simulator)
                    .states();
            if (Arrays.deepEquals(still, moved)) {
                throw new Violation("control[" + i + "]: at " + pushed[i] + " and at " + u[i] + ", held for " + length
                        + " steps from start 0, the states are the same; step must use all controls, or leave it out");
            }
        }
        return "each of " + u.length + " changes the state";
    }

    /** The middle of the limits, or the number between them that is nearest to zero if one is infinite. */
    private static double rest(SimulatorSpec spec, int i) {
        double lower = spec.controlLower()[i];
        double upper = spec.controlUpper()[i];
        return Double.isFinite(upper - lower) ? (lower + upper) / 2 : Math.max(lower, Math.min(upper, 0));
    }

    private static double[][] held(double[] control, int length) {
        double[][] controls = new double[length][];
        Arrays.setAll(controls, t -> control.clone());
        return controls;
    }
}
