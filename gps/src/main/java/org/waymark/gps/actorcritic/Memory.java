package org.waymark.gps.actorcritic;

import java.util.Arrays;

/**
 * Transitions, up to a number; then the oldest make room. Mutable: of one learner and one thread.
 *
 * <p>A transition is a row of numbers: observation, action, cost, next observation, whether the episode ended, state, next state, time.
 */
final class Memory {
    private final Columns columns;
    private int capacity;
    private double[] rows;
    private int count;
    /** Where the next row goes; the oldest row lies there as soon as the memory is full. */
    private int next;

    /**
     * Where the parts of a row begin.
     *
     * @param p length of an observation
     * @param m length of an action
     * @param n length of a state
     */
    record Columns(int p, int m, int n) {
        int action() {
            return p;
        }

        int cost() {
            return p + m;
        }

        int nextObservation() {
            return p + m + 1;
        }

        int ended() {
            return 2 * p + m + 1;
        }

        int state() {
            return 2 * p + m + 2;
        }

        int nextState() {
            return 2 * p + m + 2 + n;
        }

        int time() {
            return 2 * p + m + 2 + 2 * n;
        }

        int size() {
            return 2 * p + m + 3 + 2 * n;
        }
    }

    /**
     * What a memory holds, the oldest row first. The array is not copied: who makes it, or reads it, modifies it no more.
     *
     * @param rows [count × row]
     */
    record Content(double[] rows) {
        static final Content EMPTY = new Content(new double[0]);

        @Override
        public boolean equals(Object other) {
            return other instanceof Content c && Arrays.equals(rows, c.rows);
        }

        @Override
        public int hashCode() {
            return rows.length;
        }
    }

    Memory(Columns columns, int capacity, Content content) {
        this.columns = columns;
        this.capacity = capacity;
        this.rows = content.rows().clone();
        this.count = rows.length / columns.size();
        this.next = count % capacity;
    }

    Columns columns() {
        return columns;
    }

    int count() {
        return count;
    }

    /** Rows, the oldest first. */
    Content content() {
        int size = columns.size();
        double[] ordered = new double[count * size];
        int oldest = count < capacity ? 0 : next;
        int tail = (count - oldest) * size;
        System.arraycopy(rows, oldest * size, ordered, 0, tail);
        System.arraycopy(rows, 0, ordered, tail, ordered.length - tail);
        return new Content(ordered);
    }

    /** Gives room for so many rows from now on; the oldest are forgotten where there are more. */
    void setCapacity(int value) {
        if (value != capacity) {
            int size = columns.size();
            double[] all = content().rows();
            int kept = Math.min(count, value);
            rows = Arrays.copyOfRange(all, (count - kept) * size, count * size);
            count = kept;
            capacity = value;
            next = count % capacity;
        }
    }

    /** Makes room for a row and returns where it begins in {@link #rows}. */
    int add() {
        int size = columns.size();
        if (count < capacity) {
            count++;
            if (count * size > rows.length) {
                rows = Arrays.copyOf(
                        rows, (int) Math.min((long) capacity * size, Math.max(1024L * size, 2L * rows.length)));
            }
        }
        int at = next * size;
        next = (next + 1) % capacity;
        return at;
    }

    /** Remembers a transition; arrays are copied. */
    void add(
            double[] observation,
            double[] action,
            double cost,
            double[] nextObservation,
            boolean ended,
            double[] state,
            double[] nextState,
            int time) {
        int at = add();
        System.arraycopy(observation, 0, rows, at, columns.p());
        System.arraycopy(action, 0, rows, at + columns.action(), columns.m());
        rows[at + columns.cost()] = cost;
        System.arraycopy(nextObservation, 0, rows, at + columns.nextObservation(), columns.p());
        rows[at + columns.ended()] = ended ? 1 : 0;
        System.arraycopy(state, 0, rows, at + columns.state(), columns.n());
        System.arraycopy(nextState, 0, rows, at + columns.nextState(), columns.n());
        rows[at + columns.time()] = time;
    }

    /** Where a row begins, 0 being the oldest. */
    int at(int index) {
        return (count < capacity ? index : (next + index) % capacity) * columns.size();
    }

    /** The rows' own array; valid until a row is added. */
    double[] rows() {
        return rows;
    }
}
