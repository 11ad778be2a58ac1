package org.waymark.dynamics;

import java.util.Arrays;
import java.util.EnumSet;

/**
 * What a time-varying fit knows before it sees the rollouts: nothing, or the moments of a Gaussian near each time step, which count for
 * so many pseudo-samples (Levine and Abbeel 2014, section 4.2; Fu, Levine and Abbeel 2016, section IV).
 *
 * @param kind where these moments come from
 * @param maxClusters most components of the mixture, ≥ 1
 * @param minRowsPerCluster the mixture has one component for each so many pooled rows (but at least two), ≥ 1
 * @param maxRollouts how many of the latest rollouts of each cluster are remembered, for the mixture, the global linear fit or the
 *     networks, ≥ 1; the rollouts being fitted always count
 * @param strength pseudo-samples that the prior counts for, ≥ 0; that of a constant prior is an option of its own
 * @param maxIterations most expectation-maximisation steps in one fit of the mixture, ≥ 0; with 0 a given mixture stays as it is
 * @param tolerance the mixture has converged when one step improves the log-likelihood by less than this, in nats per
 *     number of the data, ≥ 0
 * @param covarianceRidge added to the diagonal of the covariance of each component, or of the global linear fit, in the squared unit of
 *     the data, ≥ 0
 * @param relativeRidge added to it too, as a fraction of the pooled variance of each column, > 0
 */
public record PriorOptions(
        Kind kind,
        int maxClusters,
        int minRowsPerCluster,
        int maxRollouts,
        double strength,
        int maxIterations,
        double tolerance,
        double covarianceRidge,
        double relativeRidge) {

    /** Which prior a fit uses. */
    public enum Kind {
        /** A mixture of Gaussians, fitted to the pooled rows of a cluster's recent rollouts. */
        MIXTURE,
        /** One Gaussian, fitted to the recent transitions of all clusters and time steps; for dynamics. */
        LINEAR,
        /** An ensemble of networks, trained on the recent transitions of all clusters, linearised at each time step; for dynamics. */
        NETWORK,
        /** A fixed Gaussian in which inputs and outputs are independent; for the linearisation of a policy. */
        CONSTANT,
        /** None: plain least squares. */
        NONE;

        /** Whether all clusters share the prior. */
        boolean isPooled() {
            return this == LINEAR || this == NETWORK;
        }
    }

    public PriorOptions {
        if (kind == null) {
            throw new IllegalArgumentException(
                    "prior.kind: expected one of " + Arrays.toString(Kind.values()) + ", found null");
        }
        Checks.atLeast("prior.maxClusters", maxClusters, 1);
        Checks.atLeast("prior.minRowsPerCluster", minRowsPerCluster, 1);
        Checks.atLeast("prior.maxRollouts", maxRollouts, 1);
        Checks.notNegative("prior.strength", strength);
        Checks.atLeast("prior.maxIterations", maxIterations, 0);
        Checks.notNegative("prior.tolerance", tolerance);
        Checks.notNegative("prior.covarianceRidge", covarianceRidge);
        Checks.positive("prior.relativeRidge", relativeRidge);
    }

    void requireKind(String place, EnumSet<Kind> allowed) {
        if (!allowed.contains(kind)) {
            throw new IllegalArgumentException(place + ".prior.kind: expected one of " + allowed + ", found " + kind);
        }
    }

    /** Whether rollouts are remembered for the next fit: for the prior, or for regressions over at least so many. */
    boolean remembers(int minRollouts) {
        return kind == Kind.MIXTURE || kind.isPooled() || minRollouts > 0;
    }

    void requireMemory(String place, int minRollouts) {
        Checks.atLeast(place, minRollouts, 0);
        if (minRollouts > maxRollouts) {
            throw new IllegalArgumentException(place + ": expected at most prior.maxRollouts = " + maxRollouts
                    + ", which is how many are remembered, found " + minRollouts);
        }
    }

    public static PriorOptions defaults() {
        return new PriorOptions(Kind.MIXTURE, 20, 40, 20, 1.0, 100, 1e-3, 1e-6, 1e-9);
    }

    public PriorOptions withKind(Kind value) {
        return new PriorOptions(
                value,
                maxClusters,
                minRowsPerCluster,
                maxRollouts,
                strength,
                maxIterations,
                tolerance,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withMaxClusters(int value) {
        return new PriorOptions(
                kind,
                value,
                minRowsPerCluster,
                maxRollouts,
                strength,
                maxIterations,
                tolerance,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withMinRowsPerCluster(int value) {
        return new PriorOptions(
                kind,
                maxClusters,
                value,
                maxRollouts,
                strength,
                maxIterations,
                tolerance,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withMaxRollouts(int value) {
        return new PriorOptions(
                kind,
                maxClusters,
                minRowsPerCluster,
                value,
                strength,
                maxIterations,
                tolerance,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withStrength(double value) {
        return new PriorOptions(
                kind,
                maxClusters,
                minRowsPerCluster,
                maxRollouts,
                value,
                maxIterations,
                tolerance,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withMaxIterations(int value) {
        return new PriorOptions(
                kind,
                maxClusters,
                minRowsPerCluster,
                maxRollouts,
                strength,
                value,
                tolerance,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withTolerance(double value) {
        return new PriorOptions(
                kind,
                maxClusters,
                minRowsPerCluster,
                maxRollouts,
                strength,
                maxIterations,
                value,
                covarianceRidge,
                relativeRidge);
    }

    public PriorOptions withCovarianceRidge(double value) {
        return new PriorOptions(
                kind,
                maxClusters,
                minRowsPerCluster,
                maxRollouts,
                strength,
                maxIterations,
                tolerance,
                value,
                relativeRidge);
    }

    public PriorOptions withRelativeRidge(double value) {
        return new PriorOptions(
                kind,
                maxClusters,
                minRowsPerCluster,
                maxRollouts,
                strength,
                maxIterations,
                tolerance,
                covarianceRidge,
                value);
    }

    /** How many components a mixture over so many rows has. */
    int components(int rows) {
        return Math.min(maxClusters, Math.max(2, rows / minRowsPerCluster));
    }
}
