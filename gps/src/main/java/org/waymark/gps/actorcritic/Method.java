package org.waymark.gps.actorcritic;

import java.util.Locale;
import org.waymark.gps.algorithm.Variant;

/** Which of the learners it is: what critics are taught, and where imagined transitions come from. */
public enum Method {
    /** Soft actor-critic on real transitions. */
    SAC(false),
    /** With short rollouts of the policy in an ensemble, from real states. */
    MBPO(true),
    /** The same with other choices of where rollouts begin and who acts. */
    DYNA(true),
    /** With rollouts in local linear models. */
    MBA(false),
    /** With targets that look a number of imagined steps ahead. */
    MVE(true),
    /** With targets that look ahead as far as the ensemble agrees. */
    STEVE(true);

    private final boolean hasModel;

    Method(boolean hasModel) {
        this.hasModel = hasModel;
    }

    /** Whether a model is learned. */
    boolean hasModel() {
        return hasModel;
    }

    /** Whether transitions are imagined. */
    boolean imagines() {
        return this == MBPO || this == DYNA || this == MBA;
    }

    /**
     * That of an algorithm's name.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Method of(Variant name) {
        return valueOf(name.name().toUpperCase(Locale.ROOT));
    }
}
