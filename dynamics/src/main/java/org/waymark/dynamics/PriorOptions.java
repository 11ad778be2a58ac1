package org.waymark.dynamics;

/**
 * What a time-varying fit knows before it sees the rollouts: nothing, or a Gaussian mixture over all recent transitions (Levine and
 * Abbeel 2014, section 4.2).
 *
 * @param kind which prior is used
 * @param maxClusters most components of the mixture, ≥ 1
 * @param minRowsPerCluster the mixture has one component for each so many pooled rows (but at least two), ≥ 1
 * @param maxRollouts how many of the latest rollouts the mixture is fitted to, ≥ 1; the rollouts being fitted always count
 * @param strength pseudo-samples that the prior counts for, ≥ 0
 * @param maxIterations most expectation-maximisation steps in one fit of the mixture, ≥ 0; with 0 a given mixture stays as it is
 * @param tolerance the mixture has converged when one step improves the log-likelihood by less than this, in nats per
 *     number of the data, ≥ 0
 * @param covarianceRidge added to the diagonal of each component's covariance, in the squared unit of the data, ≥ 0
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
        /** A mixture of Gaussians, fitted to the pooled rows of recent rollouts. */
        MIXTURE,
        /** None: plain least squares. */
        NONE
    }

    public PriorOptions {
        if (kind == null) {
            throw new IllegalArgumentException("prior.kind: expected MIXTURE or NONE, found null");
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

    void requireMemory(String place, int minRollouts) {
        Checks.atLeast(place, minRollouts, 0);
        if (minRollouts > 0 && kind != Kind.MIXTURE) {
            throw new IllegalArgumentException(
                    place + ": " + minRollouts + " needs prior.kind MIXTURE, which remembers rollouts, found " + kind);
        }
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
