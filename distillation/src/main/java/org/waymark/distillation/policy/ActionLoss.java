package org.waymark.distillation.policy;

/**
 * What a student pays for its outputs z where actions are discrete and the teacher's scores are q (Rusu et al. 2016, section 3.1).
 */
public enum ActionLoss {
    /** −log softmax(z)_a for the teacher's choice a = argmax q. */
    NLL,
    /** ‖z − q‖². */
    MSE,
    /** Σ_a p_a log(p_a / softmax(z)_a) with p = softmax(q/τ): the temperature is the teacher's alone; τ &lt; 1 sharpens. */
    KL
}
