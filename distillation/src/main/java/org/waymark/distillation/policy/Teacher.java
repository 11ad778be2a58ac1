package org.waymark.distillation.policy;

/** Whom a student imitates: {@link GaussianTeacher} where controls are continuous, {@link ActionTeacher} where actions are discrete. */
public sealed interface Teacher permits GaussianTeacher, ActionTeacher {
    /** Controls of a Gaussian, actions of a discrete teacher. */
    int outputSize();

    /**
     * Refuses an environment that this teacher cannot act in.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    void requireFits(EnvironmentSpec spec);

    /** The teacher without noise. */
    Actor actor();

    /** What it says in some situations. */
    Labelled label(Visits visits);
}
