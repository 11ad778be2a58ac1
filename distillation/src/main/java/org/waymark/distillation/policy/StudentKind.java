package org.waymark.distillation.policy;

/** How one network serves several tasks. */
public enum StudentKind {
    /**
     * All tasks share the hidden layers, each has a linear last layer of its own (Rusu et al. 2016, section 3.2). Observations of fewer entries
     * are filled up with zeros.
     */
    HEADS,
    /** All tasks share every layer; which task it is comes with the observation, as one of K inputs that is 1 where the others are 0. */
    TASK_INPUT,
    /** The network is not told which task it is in: several teachers of one task, or of tasks that look the same. */
    SINGLE
}
