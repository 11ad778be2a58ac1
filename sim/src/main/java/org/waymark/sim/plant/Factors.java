package org.waymark.sim.plant;

import java.util.Arrays;
import java.util.List;
import org.waymark.sim.NearestName;

/** The factors of a plant's variables in the rollout at hand, 1 where a start does not say. Mutable, for one thread. */
final class Factors {
    private final int[] varied;
    private final double[] values;

    /**
     * @param variables all that the plant has
     * @param varied those of them whose factors a start gives, in their order
     */
    Factors(List<String> variables, List<String> varied) {
        this.varied = new int[varied.size()];
        this.values = new double[variables.size()];
        Arrays.fill(values, 1);
        for (int i = 0; i < this.varied.length; i++) {
            this.varied[i] = variables.indexOf(varied.get(i));
            if (this.varied[i] < 0) {
                throw new IllegalArgumentException("there is no '" + varied.get(i) + "' to vary, did you mean "
                        + NearestName.of(varied.get(i), variables).orElse("none") + "? The plant has "
                        + String.join(", ", variables));
            }
        }
    }

    /** @param given one factor for each varied one, or none at all */
    void read(double[] given) {
        if (given.length != varied.length && given.length != 0) {
            throw new IllegalArgumentException(
                    "initial state: parameters: expected " + varied.length + " numbers, found " + given.length);
        }
        Arrays.fill(values, 1);
        for (int i = 0; i < given.length; i++) {
            if (!(given[i] >= 0 && given[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "initial state: parameters[" + i + "]: expected a factor ≥ 0, found " + given[i]);
            }
            values[varied[i]] = given[i];
        }
    }

    /** Whether starts may give factors at all. */
    boolean areVaried() {
        return varied.length > 0;
    }

    /** The factor of a variable, by its place among all that the plant has. */
    double of(int variable) {
        return values[variable];
    }
}
