package org.waymark.dynamics.learned;

/** What all models have that predict whitened outputs of whitened inputs; one certain member unless overridden. */
abstract class WhitenedDynamics implements LearnedDynamics {
    final ModelSpace space;
    /** What the disagreement is below for 95 % of the training data. */
    final double typicalDisagreement;

    WhitenedDynamics(ModelSpace space, double typicalDisagreement) {
        this.space = space;
        this.typicalDisagreement = typicalDisagreement;
    }

    @Override
    public final int stateSize() {
        return space.n;
    }

    @Override
    public final int controlSize() {
        return space.m;
    }

    @Override
    public final boolean predictsCost() {
        return space.cost;
    }

    @Override
    public int members() {
        return 1;
    }

    @Override
    public int[] elites() {
        return new int[1];
    }

    @Override
    public boolean isProbabilistic() {
        return true;
    }
}
