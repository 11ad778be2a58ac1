package org.waymark.gps.study;

/** Which of two numbers is the better one. */
public enum Better {
    LOWER,
    HIGHER;

    /** The worst number there is; it stands for what is missing. */
    double worstOfAll() {
        return this == LOWER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** The worse of two numbers; NaN if one of them is. */
    double worse(double a, double b) {
        return this == LOWER ? Math.max(a, b) : Math.min(a, b);
    }

    /** The better of two numbers; NaN if one of them is. */
    double better(double a, double b) {
        return this == LOWER ? Math.min(a, b) : Math.max(a, b);
    }
}
