package org.waymark.lqr.derivative;

/**
 * One step of the classical Runge-Kutta method of fourth order, with the control held: ẋ = f(x, u).
 *
 * <p>Mutable, for one thread: each {@link DualModel} needs one of its own.
 */
public final class DualRungeKutta4 implements DualDynamics {
    /** A model in continuous time: ẋ = f(x, u). */
    @FunctionalInterface
    public interface Rate {
        /**
         * Writes ẋ.
         *
         * @param x [stateSize]; not modified
         * @param u [controlSize]; not modified
         * @param rate [stateSize]; every entry has to be set
         */
        void evaluate(Dual[] x, Dual[] u, Dual[] rate);
    }

    private final Rate rate;
    private final double h;
    private final Dual[] trial;
    private final Dual[] k1;
    private final Dual[] k2;
    private final Dual[] k3;
    private final Dual[] k4;

    /**
     * @param stateSize length of x
     * @param timeStep h, s
     */
    public DualRungeKutta4(int stateSize, double timeStep, Rate rate) {
        this.rate = rate;
        this.h = timeStep;
        trial = new Dual[stateSize];
        k1 = new Dual[stateSize];
        k2 = new Dual[stateSize];
        k3 = new Dual[stateSize];
        k4 = new Dual[stateSize];
    }

    @Override
    public void next(Dual[] x, Dual[] u, int t, Dual[] next) {
        rate.evaluate(x, u, k1);
        attempt(x, 0.5 * h, k1, u, k2);
        attempt(x, 0.5 * h, k2, u, k3);
        attempt(x, h, k3, u, k4);
        for (int i = 0; i < trial.length; i++) {
            Dual slope = k1[i].plusTimes(2, k2[i]).plusTimes(2, k3[i]).plus(k4[i]);
            next[i] = x[i].plusTimes(h / 6, slope);
        }
    }

    private void attempt(Dual[] x, double step, Dual[] slope, Dual[] u, Dual[] result) {
        for (int i = 0; i < trial.length; i++) {
            trial[i] = x[i].plusTimes(step, slope[i]);
        }
        rate.evaluate(trial, u, result);
    }
}
