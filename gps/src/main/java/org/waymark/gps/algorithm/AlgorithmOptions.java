package org.waymark.gps.algorithm;

/**
 * How guided policy search proceeds.
 *
 * @param name which coupling
 * @param iterations number of iterations, ≥ 1
 * @param rolloutsPerCluster rollouts of each cluster in each iteration, ≥ 2
 * @param rolloutsBy who acts in the rollouts; variants without a global policy know {@code controllers} only
 * @param klStep bound on KL(new controller ‖ anchor) per time step, in nats, before the multiplier; > 0
 * @param minStepMultiplier least factor on klStep; > 0
 * @param maxStepMultiplier greatest factor on klStep
 * @param rejectWorse whether an update whose real cost is far above its prediction is taken back and repeated with a smaller step
 * @param constrained options of the constrained variant; unread by the others
 */
public record AlgorithmOptions(
        Variant name,
        int iterations,
        int rolloutsPerCluster,
        RolloutsBy rolloutsBy,
        double klStep,
        double minStepMultiplier,
        double maxStepMultiplier,
        boolean rejectWorse,
        ConstrainedOptions constrained) {
    public AlgorithmOptions {
        require(iterations >= 1, "iterations: expected ≥ 1, found " + iterations);
        require(
                rolloutsPerCluster >= 2,
                "rolloutsPerCluster: expected ≥ 2 (a regression needs two rollouts), found " + rolloutsPerCluster);
        require(klStep > 0 && Double.isFinite(klStep), "klStep: expected > 0, found " + klStep);
        require(minStepMultiplier > 0, "minStepMultiplier: expected > 0, found " + minStepMultiplier);
        require(
                maxStepMultiplier >= minStepMultiplier && Double.isFinite(maxStepMultiplier),
                "maxStepMultiplier: expected ≥ minStepMultiplier = " + minStepMultiplier + ", found "
                        + maxStepMultiplier);
        require(
                name != Variant.LOCAL_ONLY || rolloutsBy == RolloutsBy.CONTROLLERS,
                "rolloutsBy: local-only has no global policy, expected controllers");
    }

    public static AlgorithmOptions defaults() {
        return new AlgorithmOptions(
                Variant.MIRROR_DESCENT,
                12,
                5,
                RolloutsBy.CONTROLLERS,
                1.0,
                0.5,
                3.0,
                true,
                ConstrainedOptions.defaults());
    }

    public AlgorithmOptions withName(Variant value) {
        return new AlgorithmOptions(
                value,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                constrained);
    }

    public AlgorithmOptions withIterations(int value) {
        return new AlgorithmOptions(
                name,
                value,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                constrained);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
