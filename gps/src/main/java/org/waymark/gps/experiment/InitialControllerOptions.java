package org.waymark.gps.experiment;

/** How the controllers of the first iteration are made. */
public sealed interface InitialControllerOptions {
    /**
     * LQR on a double-integrator guess of the plant: the first m states are positions, the next m velocities.
     *
     * @param gains acceleration per unit of control, m numbers or one for all
     * @param accelerations acceleration without control, m numbers or one for all
     * @param variance exploration variance of the controls
     * @param stiffness weight of positions
     * @param velocityStiffness weight of velocities, as a factor on stiffness
     * @param finalWeight factor on the weights of the last step
     */
    record LqrGuess(
            double[] gains,
            double[] accelerations,
            double variance,
            double stiffness,
            double velocityStiffness,
            double finalWeight)
            implements InitialControllerOptions {
        public static LqrGuess defaults() {
            return new LqrGuess(new double[] {1}, new double[] {0}, 1, 1, 0.5, 1);
        }
    }

    /**
     * Proportional-derivative control towards the start.
     *
     * @param variance exploration variance of the controls
     * @param positionGain control per unit of position
     * @param velocityFactor gain of velocities, as a factor on positionGain
     */
    record Pd(double variance, double positionGain, double velocityFactor) implements InitialControllerOptions {}
}
