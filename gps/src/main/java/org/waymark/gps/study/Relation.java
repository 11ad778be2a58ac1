package org.waymark.gps.study;

/** How a number must compare with a threshold. */
public enum Relation {
    AT_LEAST(">=", "≥"),
    AT_MOST("<=", "≤"),
    ABOVE(">", ">"),
    BELOW("<", "<");

    /** All signs, as a choice in a regular expression. */
    public static final String SIGNS = ">=|<=|>|<";

    private final String sign;
    private final String symbol;

    Relation(String sign, String symbol) {
        this.sign = sign;
        this.symbol = symbol;
    }

    /**
     * The relation that a sign stands for.
     *
     * @param sign one of {@link #SIGNS}
     */
    public static Relation of(String sign) {
        for (Relation relation : values()) {
            if (relation.sign.equals(sign)) {
                return relation;
            }
        }
        throw new IllegalArgumentException("expected one of >=, <=, >, <, found '" + sign + "'");
    }

    /** As it is written in files and on the command line. */
    public String sign() {
        return sign;
    }

    /** As a reader is shown it. */
    String symbol() {
        return symbol;
    }

    /** Whether a number compares so; NaN never does. */
    public boolean holds(double value, double threshold) {
        return switch (this) {
            case AT_LEAST -> value >= threshold;
            case AT_MOST -> value <= threshold;
            case ABOVE -> value > threshold;
            case BELOW -> value < threshold;
        };
    }

    /** Which numbers it is meant to keep out: with {@code <=}, the high ones. */
    Better better() {
        return this == AT_MOST || this == BELOW ? Better.LOWER : Better.HIGHER;
    }
}
