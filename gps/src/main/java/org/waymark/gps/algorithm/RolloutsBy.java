package org.waymark.gps.algorithm;

/** Who acts in the training rollouts. */
public enum RolloutsBy {
    /** Each cluster's local controller (off-policy). */
    CONTROLLERS,
    /** The global policy, from the second iteration on (on-policy). */
    POLICY
}
