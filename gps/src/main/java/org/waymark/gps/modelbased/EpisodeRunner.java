package org.waymark.gps.modelbased;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.waymark.gps.algorithm.Cluster;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/**
 * Runs real episodes, one after the other, for an actor that may learn in between: on one simulator and for one thread.
 *
 * <p>Listed starts follow each other, cluster by cluster, and begin again; drawn starts are drawn anew. All chance in an episode comes from
 * streams of the run's seed, the iteration and the number of the episode in it.
 */
public final class EpisodeRunner implements AutoCloseable {
    private final Task task;
    private final RandomStreams streams;
    private Simulator simulator;

    public EpisodeRunner(Task task, long seed) {
        this.task = task;
        this.streams = new RandomStreams(seed);
    }

    /** What the plant is like; makes the simulator if there is none yet. */
    public SimulatorSpec spec() {
        if (simulator == null) {
            simulator = task.simulators().get();
        }
        return simulator.spec();
    }

    /**
     * Runs whole episodes until there are enough steps.
     *
     * @param iteration from 1; chance depends on it
     * @param atLeast how many steps are enough, ≥ 1
     * @throws NonFiniteException if a state, an observation, a control or a cost is NaN or infinite, with its place
     * @throws CancellationException if the thread is interrupted
     */
    public List<Episode> run(int iteration, long atLeast, EpisodeActor actor) {
        List<Episode> episodes = new ArrayList<>();
        for (long steps = 0; steps < atLeast; ) {
            Episode episode = episode(iteration, episodes.size(), actor);
            episodes.add(episode);
            steps += episode.steps();
        }
        return List.copyOf(episodes);
    }

    /** Of which cluster of listed starts the episode of a number is, 0 where starts are drawn. */
    private int cluster(int iteration, int number) {
        return task.starts() instanceof Starts.Listed listed
                ? Math.floorMod(iteration - 1 + number, listed.clusters().size())
                : 0;
    }

    private InitialState start(int iteration, int number) {
        if (task.starts() instanceof Starts.Listed listed) {
            Cluster cluster = listed.clusters().get(cluster(iteration, number));
            RandomGenerator random = streams.stream("episode start", iteration, 0, number);
            return cluster.starts().get(random.nextInt(cluster.starts().size()));
        }
        return ((Starts.Drawn) task.starts())
                .distribution()
                .draw(streams.stream("episode start", iteration, 0, number));
    }

    private Episode episode(int iteration, int number, EpisodeActor actor) {
        SimulatorSpec spec = spec();
        int cluster = cluster(iteration, number);
        Recorded recorded = new Recorded(spec, task.horizon());
        RandomGenerator random = streams.stream("episode actor", iteration, 0, number);
        RandomSimulator.reset(
                simulator,
                start(iteration, number),
                streams.stream("episode plant", iteration, 0, number),
                recorded.next);
        recorded.see(simulator, 0);
        actor.begin();
        try {
            return recorded.run(simulator, actor, random, task, task.cost(cluster));
        } catch (NonFiniteException e) {
            throw e.in(cluster, number);
        }
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }

    /** An episode in the making. */
    private static final class Recorded {
        private final double[] lower;
        private final double[] upper;
        private final double[] state;
        private final double[] next;
        private final double[] observation;
        private final double[] nextObservation;
        private final double[] control;
        private final double[] states;
        private final double[] observations;
        private final double[] controls;
        private final double[] costs;
        private int clipped;

        Recorded(SimulatorSpec spec, int horizon) {
            lower = spec.controlLower();
            upper = spec.controlUpper();
            state = new double[spec.stateSize()];
            next = new double[spec.stateSize()];
            observation = new double[spec.observationSize()];
            nextObservation = new double[spec.observationSize()];
            control = new double[spec.controlSize()];
            states = new double[(horizon + 1) * state.length];
            observations = new double[(horizon + 1) * observation.length];
            controls = new double[horizon * control.length];
            costs = new double[horizon];
        }

        Episode run(Simulator simulator, EpisodeActor actor, RandomGenerator random, Task task, Cost cost) {
            boolean ended = false;
            int t = 0;
            while (t < costs.length && !ended) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("episodes: interrupted");
                }
                System.arraycopy(next, 0, state, 0, state.length);
                System.arraycopy(nextObservation, 0, observation, 0, observation.length);
                actor.act(state, observation, t, random, control);
                NonFiniteException.check("control", control, t);
                clip();
                System.arraycopy(control, 0, controls, t * control.length, control.length);
                costs[t] = cost.running(state, control, t);
                NonFiniteException.check("cost", new double[] {costs[t]}, t);
                simulator.step(control, next);
                see(simulator, t + 1);
                ended = task.ended(next);
                actor.stepped(new RealStep(t, state, observation, control, costs[t], next, nextObservation, ended));
                t++;
            }
            return episode(t, ended || t < costs.length ? 0 : cost.terminal(next), ended);
        }

        private void clip() {
            for (int j = 0; j < control.length; j++) {
                double inside = Math.min(Math.max(control[j], lower[j]), upper[j]);
                if (inside != control[j]) {
                    clipped++;
                    control[j] = inside;
                }
            }
        }

        private void see(Simulator simulator, int t) {
            simulator.observe(next, nextObservation);
            NonFiniteException.check("simulator state", next, t);
            NonFiniteException.check("simulator observation", nextObservation, t);
            System.arraycopy(next, 0, states, t * next.length, next.length);
            System.arraycopy(nextObservation, 0, observations, t * nextObservation.length, nextObservation.length);
        }

        private Episode episode(int steps, double finalCost, boolean ended) {
            Rollout rollout = new Rollout(
                    TimeVaryingMatrix.ofVectors(
                            steps + 1, state.length, Arrays.copyOf(states, (steps + 1) * state.length)),
                    TimeVaryingMatrix.ofVectors(steps, control.length, Arrays.copyOf(controls, steps * control.length)),
                    TimeVaryingMatrix.ofVectors(
                            steps + 1,
                            observation.length,
                            Arrays.copyOf(observations, (steps + 1) * observation.length)),
                    TimeVaryingMatrix.zeros(steps, control.length, 1),
                    clipped);
            return new Episode(rollout, Arrays.copyOf(costs, steps), finalCost, ended);
        }
    }
}
