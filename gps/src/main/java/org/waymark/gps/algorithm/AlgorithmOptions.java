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
 * @param stepRule how the factor on klStep follows from the last update
 * @param gainSupervision whether the network is also taught around the visited states
 * @param constrained options of the constrained variant; unread by the others
 * @param badmm options of BADMM; unread by the others
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
        StepSizeRule stepRule,
        GainSupervision gainSupervision,
        ConstrainedOptions constrained,
        BadmmOptions badmm) {
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
        Schedule.requireWithin("badmm.weightSteps", badmm.weightSteps(), iterations);
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
                StepSizeRule.LAPLACE,
                GainSupervision.defaults(),
                ConstrainedOptions.defaults(),
                BadmmOptions.defaults());
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
                stepRule,
                gainSupervision,
                constrained,
                badmm);
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
                stepRule,
                gainSupervision,
                constrained,
                badmm);
    }

    public AlgorithmOptions withRolloutsBy(RolloutsBy value) {
        return new AlgorithmOptions(
                name,
                iterations,
                rolloutsPerCluster,
                value,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                stepRule,
                gainSupervision,
                constrained,
                badmm);
    }

    public AlgorithmOptions withRejectWorse(boolean value) {
        return new AlgorithmOptions(
                name,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                value,
                stepRule,
                gainSupervision,
                constrained,
                badmm);
    }

    public AlgorithmOptions withStepRule(StepSizeRule value) {
        return new AlgorithmOptions(
                name,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                value,
                gainSupervision,
                constrained,
                badmm);
    }

    public AlgorithmOptions withGainSupervision(GainSupervision value) {
        return new AlgorithmOptions(
                name,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                stepRule,
                value,
                constrained,
                badmm);
    }

    public AlgorithmOptions withBadmm(BadmmOptions value) {
        return new AlgorithmOptions(
                name,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                stepRule,
                gainSupervision,
                constrained,
                value);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
