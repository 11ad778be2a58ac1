package org.waymark.lqr;

/**
 * A NaN or an infinity crossed a border: it came out of a simulator, a cost, a policy or a model.
 *
 * <p>The message names the quantity and where it was found, for example {@code simulator state: NaN at cluster 2, rollout 0,
 * t = 17, index 3}.
 */
public final class NonFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String quantity;
    private final double value;
    private final int t;
    private final int index;

    /** @param t time step, or −1 if the quantity has none */
    public NonFiniteException(String quantity, double value, int t, int index) {
        this(quantity, value, "", t, index);
    }

    private NonFiniteException(String quantity, double value, String place, int t, int index) {
        super(quantity + ": " + value + " at " + place + (t < 0 ? "" : "t = " + t + ", ") + "index " + index);
        this.quantity = quantity;
        this.value = value;
        this.t = t;
        this.index = index;
    }

    /** The same finding, with the cluster and rollout in which it was made. */
    public NonFiniteException in(int cluster, int rollout) {
        NonFiniteException located =
                new NonFiniteException(quantity, value, "cluster " + cluster + ", rollout " + rollout + ", ", t, index);
        located.initCause(this);
        return located;
    }

    /** The same finding by one who counts time from {@code steps} time steps earlier. */
    public NonFiniteException later(int steps) {
        NonFiniteException located = new NonFiniteException(quantity, value, t + steps, index);
        located.initCause(this);
        return located;
    }

    /**
     * Checks a vector at a border.
     *
     * @param values not modified
     * @throws NonFiniteException naming the first entry that is NaN or infinite
     */
    public static void check(String quantity, double[] values, int t) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new NonFiniteException(quantity, values[i], t, i);
            }
        }
    }

    public String quantity() {
        return quantity;
    }

    public int t() {
        return t;
    }

    public int index() {
        return index;
    }
}
