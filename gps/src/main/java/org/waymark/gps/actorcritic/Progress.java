package org.waymark.gps.actorcritic;

/** Means of what the updates of an iteration were like. Mutable: the loop's own. */
final class Progress {
    private long updates;
    private double criticLoss;
    private double value;
    private double entropy;
    private double latestValue;

    /** An update was made; the value is the mean over its batch, as is the entropy. */
    void add(double newCriticLoss, double newValue, double newEntropy) {
        updates++;
        criticLoss += newCriticLoss;
        value += newValue;
        entropy += newEntropy;
        latestValue = newValue;
    }

    long updates() {
        return updates;
    }

    double criticLoss() {
        return criticLoss / updates;
    }

    double value() {
        return value / updates;
    }

    double entropy() {
        return entropy / updates;
    }

    /** The mean value of the latest batch. */
    double latestValue() {
        return latestValue;
    }
}
