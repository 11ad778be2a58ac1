package org.waymark.dynamics;

import java.util.List;
import org.waymark.distillation.TrainedPolicy;

/**
 * Networks that predict x′ = x + mean_k Δ_k([x; u]).
 *
 * <p>Each member is a network whose observation is [x; u] and whose control is the difference x′ − x. Immutable and thread-safe.
 */
public final class DynamicsEnsemble {
    private final List<TrainedPolicy> members;
    private final int stateSize;
    private final int inputs;

    private DynamicsEnsemble(List<TrainedPolicy> members) {
        this.members = List.copyOf(members);
        this.stateSize = members.get(0).policy().controlSize();
        this.inputs = members.get(0).policy().observationSize();
    }

    /**
     * @param members at least one, of equal sizes, each from [x; u] to x′ − x
     * @throws IllegalArgumentException if there is none, or their sizes are no such sizes
     */
    public static DynamicsEnsemble of(List<TrainedPolicy> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("ensemble: expected at least one member, found none");
        }
        DynamicsEnsemble ensemble = new DynamicsEnsemble(members);
        for (int k = 0; k < members.size(); k++) {
            int in = members.get(k).policy().observationSize();
            int out = members.get(k).policy().controlSize();
            if (in != ensemble.inputs || out != ensemble.stateSize || in <= out) {
                throw new IllegalArgumentException("ensemble member " + k + ": expected a network from ["
                        + ensemble.inputs + "] to [" + ensemble.stateSize + "], more numbers to fewer, found [" + in
                        + "] to [" + out + "]");
            }
        }
        return ensemble;
    }

    /** The networks, each with its optimiser's memory, from [x; u] to x′ − x. */
    public List<TrainedPolicy> members() {
        return members;
    }

    /** n. */
    public int stateSize() {
        return stateSize;
    }

    /** m. */
    public int controlSize() {
        return inputs - stateSize;
    }

    /**
     * Writes the mean prediction.
     *
     * @param input [x; u], [n + m]; not modified
     * @param next x′, [n]; overwritten
     */
    public void next(double[] input, double[] next) {
        double[] difference = new double[stateSize];
        System.arraycopy(input, 0, next, 0, stateSize);
        for (TrainedPolicy member : members) {
            member.policy().mean(input, difference);
            for (int i = 0; i < stateSize; i++) {
                next[i] += difference[i] / members.size();
            }
        }
    }

    /**
     * Writes ∂x′/∂[x; u] of the mean prediction.
     *
     * @param input [x; u], [n + m]; not modified
     * @param jacobian [n × (n+m)], row-major; overwritten
     */
    public void jacobian(double[] input, double[] jacobian) {
        double[] slopes = new double[stateSize * inputs];
        for (int i = 0; i < jacobian.length; i++) {
            jacobian[i] = i / inputs == i % inputs ? 1 : 0;
        }
        for (TrainedPolicy member : members) {
            member.policy().jacobian(input, slopes);
            for (int i = 0; i < slopes.length; i++) {
                jacobian[i] += slopes[i] / members.size();
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DynamicsEnsemble e && members.equals(e.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return "DynamicsEnsemble[" + members.size() + " networks, " + inputs + " → " + stateSize + "]";
    }
}
