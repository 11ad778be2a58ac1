package org.waymark.gps.study;

import java.util.Optional;
import org.waymark.gps.experiment.Settings;

/**
 * A policy's noise-free rollouts from held-out starts; listed starts are used once each.
 *
 * @param of which number they give
 * @param policy which policy
 * @param episodes how many starts are drawn; as in the experiment if left out
 * @param set values put in place of the experiment's, for this evaluation alone
 */
public record PolicyMeasure(Quantity of, Which policy, Optional<Integer> episodes, Settings set) {
    /** A number of an evaluation. */
    public enum Quantity {
        /** The fraction of the rollouts that succeeded. */
        SUCCESS,
        /** Their mean cost. */
        COST
    }

    /** A policy of a run. */
    public enum Which {
        /** The one that a run returns: that of the iteration with the lowest cost from the training starts. */
        BEST,
        /** That of the last iteration. */
        LAST
    }

    public PolicyMeasure {
        if (episodes.isPresent() && episodes.get() < 1) {
            throw new IllegalArgumentException("episodes: expected ≥ 1, found " + episodes.get());
        }
        set.requireAbsent("seed", "is that of the cell; leave it out");
        set.requireAbsent("algorithm", "is not read in an evaluation; leave it out");
    }

    public static PolicyMeasure defaults() {
        return new PolicyMeasure(Quantity.SUCCESS, Which.BEST, Optional.empty(), Settings.none());
    }

    /** Reads {@code success} or {@code cost}, of the policy that a run returns. */
    public static PolicyMeasure parse(String text) {
        for (Quantity quantity : Quantity.values()) {
            if (quantity.name().equalsIgnoreCase(text)) {
                return new PolicyMeasure(quantity, Which.BEST, Optional.empty(), Settings.none());
            }
        }
        throw new IllegalArgumentException(
                "expected success or cost, or a group with the keys of, policy, episodes, set, found '" + text + "'");
    }
}
