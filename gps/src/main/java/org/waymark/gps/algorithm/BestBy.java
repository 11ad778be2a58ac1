package org.waymark.gps.algorithm;

/** By what the policy that a run returns is chosen among those of its iterations. */
public enum BestBy {
    /** The least mean cost. */
    COST,
    /** The most starts with success; among equals, the least mean cost. */
    SUCCESS;

    /** Whether a policy is to be returned rather than the best one before it. */
    public boolean prefers(PolicyEvaluation found, BestPolicy best) {
        if (this == SUCCESS && found.success() != best.success()) {
            return found.success() > best.success();
        }
        return found.cost() < best.cost();
    }
}
