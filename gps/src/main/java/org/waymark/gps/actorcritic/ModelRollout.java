package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelSampler;

/**
 * Many imagined steps at a time, in a learned model. A workspace: one thread; its arrays have room for {@code size} rows, and whoever makes
 * steps writes states, and actions, before {@link #step}.
 */
final class ModelRollout {
    final double[] states;
    final double[] observations;
    final double[] actions;
    final double[] logDensities;
    final double[] nextStates;
    final double[] nextObservations;
    final double[] costs;
    final double[] continues;
    final int[] times;
    final int[] members;

    private final KnownPlant plant;
    private final LearnedDynamics model;
    private final ModelSampler sampler;
    private final boolean predictsCost;
    private final double[] controls;

    ModelRollout(KnownPlant plant, LearnedDynamics model, int size) {
        this.plant = plant;
        this.model = model;
        int n = plant.stateSize();
        int m = plant.controlSize();
        int p = plant.observationSize();
        sampler = new ModelSampler(model, size);
        predictsCost = model.predictsCost();
        states = new double[size * n];
        observations = new double[size * p];
        actions = new double[size * m];
        logDensities = new double[size];
        nextStates = new double[size * n];
        nextObservations = new double[size * p];
        costs = new double[size];
        continues = new double[size];
        times = new int[size];
        members = new int[size];
        controls = new double[size * m];
    }

    /** How many there is room for. */
    int rows() {
        return times.length;
    }

    /** The members of the model that make steps. */
    int[] elites() {
        return model.elites();
    }

    /** Begins where the real steps of a batch led. */
    void begin(Batch batch) {
        int count = batch.count();
        System.arraycopy(batch.nextStates(), 0, states, 0, count * plant.stateSize());
        System.arraycopy(batch.nextObservations(), 0, observations, 0, count * plant.observationSize());
        for (int b = 0; b < count; b++) {
            times[b] = batch.times()[b] + 1;
        }
    }

    /** Writes a random elite of the model for each row. */
    void drawMembers(int count, RandomGenerator random) {
        sampler.drawElites(count, random, members);
    }

    /** Makes a step from states and actions: next states within where real ones have been, what they look like, costs, ends. */
    void step(int count, RandomGenerator random) {
        plant.actions.toControls(actions, count, controls);
        sampler.sample(members, states, controls, count, random, nextStates, predictsCost ? costs : new double[0]);
        plant.cut(nextStates, count);
        plant.task.observe(nextStates, count, nextObservations);
        for (int b = 0; b < count; b++) {
            if (!predictsCost) {
                costs[b] = plant.task.running(states, controls, b, times[b]);
            }
            continues[b] = plant.task.ended(nextStates, b) ? 0 : 1;
        }
    }

    /** Goes on from where the rows in {@code from} ended, one row later each if some are left out: row {@code to} becomes row {@code from}. */
    void goOn(int from, int to) {
        int n = plant.stateSize();
        int p = plant.observationSize();
        System.arraycopy(nextStates, from * n, states, to * n, n);
        System.arraycopy(nextObservations, from * p, observations, to * p, p);
        times[to] = times[from] + 1;
    }
}
