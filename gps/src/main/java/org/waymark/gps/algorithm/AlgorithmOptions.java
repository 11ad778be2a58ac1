package org.waymark.gps.algorithm;

/**
 * How guided policy search proceeds.
 *
 * @param name which coupling
 * @param teacher how each cluster's controller is improved
 * @param iterations number of iterations, ≥ 1
 * @param rolloutsPerCluster rollouts of each cluster in each iteration, ≥ 2
 * @param rolloutsBy who acts in the rollouts; variants without a global policy know {@code controllers} only
 * @param klStep bound on KL(new controller ‖ anchor) per time step, in nats, before the multiplier; > 0; unread by {@link Teacher#PI2}
 * @param minStepMultiplier least factor on klStep; > 0
 * @param maxStepMultiplier greatest factor on klStep
 * @param rejectWorse whether an update whose real cost is far above its prediction is taken back and repeated with a smaller step
 * @param stepRule how the factor on klStep follows from the last update; {@link Teacher#LQR} alone has it, the others shorten their
 *     steps only when an update is taken back
 * @param gainSupervision whether the network is also taught around the visited states
 * @param constrained options of the constrained variant; unread by the others
 * @param badmm options of BADMM; unread by the others
 * @param pi2 options of the path integrals of {@link Teacher#PI2} and {@link Teacher#PILQR}
 * @param pilqr options of {@link Teacher#PILQR}
 */
public record AlgorithmOptions(
        Variant name,
        Teacher teacher,
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
        BadmmOptions badmm,
        Pi2Options pi2,
        PilqrOptions pilqr) {
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
                Teacher.LQR,
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
                BadmmOptions.defaults(),
                Pi2Options.defaults(),
                PilqrOptions.defaults());
    }

    public AlgorithmOptions withName(Variant value) {
        return new AlgorithmOptions(
                value,
                teacher,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withTeacher(Teacher value) {
        return new AlgorithmOptions(
                name,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withIterations(int value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withRolloutsPerCluster(int value) {
        return new AlgorithmOptions(
                name,
                teacher,
                iterations,
                value,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                stepRule,
                gainSupervision,
                constrained,
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withRolloutsBy(RolloutsBy value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withKlStep(double value) {
        return new AlgorithmOptions(
                name,
                teacher,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                value,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                stepRule,
                gainSupervision,
                constrained,
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withRejectWorse(boolean value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withStepRule(StepSizeRule value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withGainSupervision(GainSupervision value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withConstrained(ConstrainedOptions value) {
        return new AlgorithmOptions(
                name,
                teacher,
                iterations,
                rolloutsPerCluster,
                rolloutsBy,
                klStep,
                minStepMultiplier,
                maxStepMultiplier,
                rejectWorse,
                stepRule,
                gainSupervision,
                value,
                badmm,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withBadmm(BadmmOptions value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                value,
                pi2,
                pilqr);
    }

    public AlgorithmOptions withPi2(Pi2Options value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                value,
                pilqr);
    }

    public AlgorithmOptions withPilqr(PilqrOptions value) {
        return new AlgorithmOptions(
                name,
                teacher,
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
                badmm,
                pi2,
                value);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
