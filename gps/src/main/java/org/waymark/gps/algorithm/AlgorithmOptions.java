package org.waymark.gps.algorithm;

import java.util.function.Consumer;

/**
 * How guided policy search proceeds.
 *
 * @param name which coupling
 * @param teacher how each cluster's controller is improved
 * @param iterations number of iterations, ≥ 1
 * @param rolloutsPerCluster rollouts of each cluster in each iteration, ≥ 2
 * @param rolloutsBy who acts in the rollouts; {@code local-only} and {@code uncoupled} know {@code controllers}
 *     only
 * @param klStep bound on KL(new controller ‖ anchor) per time step, in nats, before the multiplier; > 0; unread by {@link Teacher#PI2}
 * @param minStepMultiplier least factor on klStep; > 0
 * @param maxStepMultiplier greatest factor on klStep
 * @param minDeviation least standard deviation of a controller, in every direction, as a fraction of each control's range or, where that
 *     is unlimited, of the deviation of the initial controllers; in [0, 1], 0 for none
 * @param rejectWorse whether an update whose real cost is far above its prediction is taken back and repeated with a smaller step
 * @param bestBy by what the policy that the run returns is chosen, from the same starts in every iteration
 * @param stepRule how the factor on klStep follows from the last update; {@link Teacher#LQR} alone has it, the others shorten their
 *     steps only when an update is taken back
 * @param stepCaution how many standard errors of a cluster's sampled cost count as error of the prediction, ≥ 0: as promised improvements
 *     sink into the noise of the rollouts, steps become short. Where each cluster has a step of its own, it then at most doubles. 0 gives
 *     the rule as published. Unread by {@link StepSizeRule#CONSTANT}
 * @param gainSupervision whether the network is also taught around the visited states
 * @param constrained options of the constrained variant; unread by the others
 * @param badmm options of BADMM; unread by the others
 * @param pi2 options of the path integrals of {@link Teacher#PI2} and {@link Teacher#PILQR}
 * @param pilqr options of {@link Teacher#PILQR}
 * @param network options of {@link Teacher#NETWORK}
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
        double minDeviation,
        boolean rejectWorse,
        BestBy bestBy,
        StepSizeRule stepRule,
        double stepCaution,
        GainSupervision gainSupervision,
        ConstrainedOptions constrained,
        BadmmOptions badmm,
        Pi2Options pi2,
        PilqrOptions pilqr,
        NetworkOptions network) {
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
        require(minDeviation >= 0 && minDeviation <= 1, "minDeviation: expected in [0, 1], found " + minDeviation);
        require(stepCaution >= 0 && Double.isFinite(stepCaution), "stepCaution: expected ≥ 0, found " + stepCaution);
        Schedule.requireWithin("badmm.weightSteps", badmm.weightSteps(), iterations);
        require(
                name != Variant.LOCAL_ONLY && name != Variant.UNCOUPLED || rolloutsBy == RolloutsBy.CONTROLLERS,
                "rolloutsBy: the controllers of local-only and uncoupled take no notice of a global policy, expected"
                        + " controllers, found policy");
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
                1e-5,
                true,
                BestBy.COST,
                StepSizeRule.LAPLACE,
                0.0,
                GainSupervision.defaults(),
                ConstrainedOptions.defaults(),
                BadmmOptions.defaults(),
                Pi2Options.defaults(),
                PilqrOptions.defaults(),
                NetworkOptions.defaults());
    }

    public AlgorithmOptions withName(Variant value) {
        return with(draft -> draft.name = value);
    }

    public AlgorithmOptions withTeacher(Teacher value) {
        return with(draft -> draft.teacher = value);
    }

    public AlgorithmOptions withIterations(int value) {
        return with(draft -> draft.iterations = value);
    }

    public AlgorithmOptions withRolloutsPerCluster(int value) {
        return with(draft -> draft.rolloutsPerCluster = value);
    }

    public AlgorithmOptions withRolloutsBy(RolloutsBy value) {
        return with(draft -> draft.rolloutsBy = value);
    }

    public AlgorithmOptions withKlStep(double value) {
        return with(draft -> draft.klStep = value);
    }

    public AlgorithmOptions withMinDeviation(double value) {
        return with(draft -> draft.minDeviation = value);
    }

    public AlgorithmOptions withRejectWorse(boolean value) {
        return with(draft -> draft.rejectWorse = value);
    }

    public AlgorithmOptions withBestBy(BestBy value) {
        return with(draft -> draft.bestBy = value);
    }

    public AlgorithmOptions withStepRule(StepSizeRule value) {
        return with(draft -> draft.stepRule = value);
    }

    public AlgorithmOptions withStepCaution(double value) {
        return with(draft -> draft.stepCaution = value);
    }

    public AlgorithmOptions withGainSupervision(GainSupervision value) {
        return with(draft -> draft.gainSupervision = value);
    }

    public AlgorithmOptions withConstrained(ConstrainedOptions value) {
        return with(draft -> draft.constrained = value);
    }

    public AlgorithmOptions withBadmm(BadmmOptions value) {
        return with(draft -> draft.badmm = value);
    }

    public AlgorithmOptions withPi2(Pi2Options value) {
        return with(draft -> draft.pi2 = value);
    }

    public AlgorithmOptions withPilqr(PilqrOptions value) {
        return with(draft -> draft.pilqr = value);
    }

    public AlgorithmOptions withNetwork(NetworkOptions value) {
        return with(draft -> draft.network = value);
    }

    private AlgorithmOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** These options while one of them is being replaced. */
    private static final class Draft {
        private Variant name;
        private Teacher teacher;
        private int iterations;
        private int rolloutsPerCluster;
        private RolloutsBy rolloutsBy;
        private double klStep;
        private double minStepMultiplier;
        private double maxStepMultiplier;
        private double minDeviation;
        private boolean rejectWorse;
        private BestBy bestBy;
        private StepSizeRule stepRule;
        private double stepCaution;
        private GainSupervision gainSupervision;
        private ConstrainedOptions constrained;
        private BadmmOptions badmm;
        private Pi2Options pi2;
        private PilqrOptions pilqr;
        private NetworkOptions network;

        Draft(AlgorithmOptions from) {
            name = from.name;
            teacher = from.teacher;
            iterations = from.iterations;
            rolloutsPerCluster = from.rolloutsPerCluster;
            rolloutsBy = from.rolloutsBy;
            klStep = from.klStep;
            minStepMultiplier = from.minStepMultiplier;
            maxStepMultiplier = from.maxStepMultiplier;
            minDeviation = from.minDeviation;
            rejectWorse = from.rejectWorse;
            bestBy = from.bestBy;
            stepRule = from.stepRule;
            stepCaution = from.stepCaution;
            gainSupervision = from.gainSupervision;
            constrained = from.constrained;
            badmm = from.badmm;
            pi2 = from.pi2;
            pilqr = from.pilqr;
            network = from.network;
        }

        AlgorithmOptions options() {
            return new AlgorithmOptions(
                    name,
                    teacher,
                    iterations,
                    rolloutsPerCluster,
                    rolloutsBy,
                    klStep,
                    minStepMultiplier,
                    maxStepMultiplier,
                    minDeviation,
                    rejectWorse,
                    bestBy,
                    stepRule,
                    stepCaution,
                    gainSupervision,
                    constrained,
                    badmm,
                    pi2,
                    pilqr,
                    network);
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
