package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/** Transitions drawn at random, column by column. A workspace of one thread. */
final class Batch {
    private final Memory.Columns columns;
    private final double[] observations;
    private final double[] actions;
    private final double[] costs;
    private final double[] nextObservations;
    private final double[] continues;
    private final double[] nextStates;
    private final int[] times;
    private int count;

    Batch(Memory.Columns columns, int size) {
        this.columns = columns;
        observations = new double[size * columns.p()];
        actions = new double[size * columns.m()];
        costs = new double[size];
        nextObservations = new double[size * columns.p()];
        continues = new double[size];
        nextStates = new double[size * columns.n()];
        times = new int[size];
    }

    /** Draws from two memories, with replacement; from the first alone, if the second is empty. */
    void draw(Memory real, int realCount, Memory imagined, int imaginedCount, RandomGenerator random) {
        count = 0;
        for (int b = 0; b < realCount; b++) {
            take(real, real.at(random.nextInt(real.count())));
        }
        for (int b = 0; b < imaginedCount; b++) {
            take(imagined, imagined.at(random.nextInt(imagined.count())));
        }
    }

    private void take(Memory memory, int at) {
        double[] rows = memory.rows();
        int p = columns.p();
        int m = columns.m();
        int n = columns.n();
        System.arraycopy(rows, at, observations, count * p, p);
        System.arraycopy(rows, at + columns.action(), actions, count * m, m);
        costs[count] = rows[at + columns.cost()];
        System.arraycopy(rows, at + columns.nextObservation(), nextObservations, count * p, p);
        continues[count] = 1 - rows[at + columns.ended()];
        System.arraycopy(rows, at + columns.nextState(), nextStates, count * n, n);
        times[count] = (int) rows[at + columns.time()];
        count++;
    }

    int count() {
        return count;
    }

    /** o, [count × p]. */
    double[] observations() {
        return observations;
    }

    /** a, between −1 and 1, [count × m]. */
    double[] actions() {
        return actions;
    }

    /** ℓ, [count]. */
    double[] costs() {
        return costs;
    }

    /** o′, [count × p]. */
    double[] nextObservations() {
        return nextObservations;
    }

    /** 0 where the episode ended in o′, otherwise 1, [count]. */
    double[] continues() {
        return continues;
    }

    /** x′, [count × n]. */
    double[] nextStates() {
        return nextStates;
    }

    /** t of the step from o to o′, [count]. */
    int[] times() {
        return times;
    }
}
