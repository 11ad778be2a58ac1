package org.waymark.gps.algorithm;

import java.util.Optional;
import java.util.OptionalInt;
import org.waymark.lqr.Cost;

/**
 * By what policies are judged, where that is not what they are trained with.
 *
 * @param horizon number of controls of an episode; that of training if empty
 * @param cost what an episode costs; the cost of training if empty
 */
public record Judgement(OptionalInt horizon, Optional<Cost> cost) {
    public Judgement {
        if (horizon.isPresent() && horizon.getAsInt() < 1) {
            throw new IllegalArgumentException("horizon: expected ≥ 1, found " + horizon.getAsInt());
        }
    }

    /** Policies are judged by what they are trained with. */
    public static Judgement asTrained() {
        return new Judgement(OptionalInt.empty(), Optional.empty());
    }
}
