package org.waymark.dynamics;

/**
 * How one fit of a mixture went.
 *
 * @param outcome why it ended
 * @param start where it began
 * @param rows how many rows were fitted
 * @param components how many components the mixture has
 * @param iterations how many maximisation steps were made
 * @param logLikelihood log-likelihood of all rows under the returned mixture, in nats; 0 if none was fitted
 */
public record EmReport(Outcome outcome, Start start, int rows, int components, int iterations, double logLikelihood) {

    /** Why expectation-maximisation ended. */
    public enum Outcome {
        /** A step improved the log-likelihood by less than the tolerance. */
        CONVERGED,
        /** A step lowered the log-likelihood, which the ridge on the covariances can do. */
        DECREASED,
        /** The number of steps was used up. */
        ITERATION_LIMIT,
        /** There was no mixture to fit. */
        NOT_RUN
    }

    /** Where expectation-maximisation began. */
    public enum Start {
        /** At a partition of the rows by recursive splitting. */
        FRESH,
        /** At the given mixture. */
        WARM,
        /** At the given mixture, with some components split to have more of them. */
        GROWN
    }

    static EmReport notRun() {
        return new EmReport(Outcome.NOT_RUN, Start.FRESH, 0, 0, 0, 0);
    }
}
