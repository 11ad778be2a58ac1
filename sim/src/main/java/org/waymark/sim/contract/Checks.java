package org.waymark.sim.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;

/** The checks that compare rollouts with rollouts that were made before. */
final class Checks {
    private static final Pattern AGED = Pattern.compile("(.*), (\\d+) steps? ago");
    /** A quotient of two time steps is a whole number, but for rounding. */
    private static final double ROUNDING = 1e-6;

    private final List<Trial> trials;
    private final List<Trial.Record> records;
    private final Simulator one;
    private final Simulator two;

    /** @param records of the trials, by {@code one} */
    Checks(List<Trial> trials, List<Trial.Record> records, Simulator one, Simulator two) {
        this.trials = trials;
        this.records = records;
        this.one = one;
        this.two = two;
    }

    void run(List<Finding> findings, Optional<Plant> plant, boolean noisy) {
        SimulatorContract.check("determinism", findings, this::determinism);
        SimulatorContract.check("reset", findings, this::reset);
        SimulatorContract.check("memory", findings, this::memory);
        SimulatorContract.check("starts", findings, this::starts);
        SimulatorContract.check(
                "time step",
                findings,
                () -> timeStep(plant.map(Plant::physicsStep).orElse(OptionalDouble.empty())));
        plant.ifPresent(it -> SimulatorContract.check("observation", findings, () -> observation(it, noisy)));
    }

    private String determinism() {
        for (int i = 0; i < trials.size(); i++) {
            trials.get(i)
                    .requireSame(
                            records.get(i),
                            trials.get(i).play(two),
                            "in one simulator",
                            "in another one, with the same seed and controls; take all randomness from the generator"
                                    + " that RandomSimulator.reset is given, and share nothing between simulators");
        }
        return "the same bits from two simulators";
    }

    private String reset() {
        for (int i = 0; i < trials.size(); i++) {
            trials.get(i)
                    .requireSame(
                            records.get(i),
                            trials.get(i).play(one),
                            "in the first rollout",
                            "in a later one, with the same seed and controls; reset must set everything that step"
                                    + " changes");
        }
        return "the same bits after other rollouts";
    }

    private String memory() {
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            trial.requireSame(
                    records.get(i),
                    trial.playRudely(one),
                    "as usual",
                    "when the caller overwrites its array in between; step must go on from a copy of its own");
        }
        return "arrays of the caller are neither relied on nor changed";
    }

    private String starts() {
        for (int i = 1; i < trials.size(); i++) {
            boolean others = !trials.get(i).start().equals(trials.get(0).start());
            if (others && Arrays.equals(first(i), first(0))) {
                throw new Violation("starts 0 and " + i + ": both begin in state " + Arrays.toString(first(0))
                        + ", from " + trials.get(0).start() + " and "
                        + trials.get(i).start()
                        + "; reset must begin at the coordinates it is given (a Gymnasium-style environment finds them"
                        + " in its options)");
            }
        }
        return trials.size() == 1 ? "one" : trials.size() + ", told apart by their states";
    }

    private double[] first(int trial) {
        return records.get(trial).states()[0];
    }

    private String timeStep(OptionalDouble physicsStep) {
        double step = one.spec().timeStep();
        if (physicsStep.isEmpty()) {
            return step + " s; the integrator's is not known";
        }
        double ratio = step / physicsStep.getAsDouble();
        if (!(ratio >= 1 - ROUNDING) || Math.abs(ratio - Math.rint(ratio)) > ROUNDING * ratio) {
            throw new Violation("time step: expected a multiple of the integrator's " + physicsStep.getAsDouble()
                    + " s, found " + step + " s (" + ratio + " times as long); change one of them");
        }
        return step + " s, " + Math.round(ratio) + " of the integrator's";
    }

    /** Observations that are named after entries of the state are these entries, as old as they say. */
    private String observation(Plant plant, boolean noisy) {
        List<String> states = plant.stateNames();
        List<String> names = plant.observationNames();
        int known = 0;
        for (int i = 0; i < names.size(); i++) {
            Matcher aged = AGED.matcher(names.get(i));
            boolean old = aged.matches();
            int entry = states.indexOf(old ? aged.group(1) : names.get(i));
            if (entry >= 0) {
                known++;
                if (!noisy) {
                    compare(i, names.get(i), entry, old ? Integer.parseInt(aged.group(2)) : 0);
                }
            }
        }
        return names.size() + " numbers, " + known + " named after the state"
                + (noisy ? "; noisy, so their values are not compared" : " and equal to it");
    }

    private void compare(int index, String name, int entry, int age) {
        for (int k = 0; k < trials.size(); k++) {
            double[][] states = records.get(k).states();
            for (int t = 0; t < states.length; t++) {
                double expected = states[Math.max(0, t - age)][entry];
                double found = records.get(k).observations()[t][index];
                if (Double.compare(expected, found) != 0) {
                    throw new Violation("observation[" + index + "] (" + name + ") at "
                            + trials.get(k).place(t) + ": expected " + expected + ", state[" + entry + "], found "
                            + found + "; correct observe, or observationNames");
                }
            }
        }
    }
}
