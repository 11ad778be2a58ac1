package org.waymark.gps.report;

/**
 * One curve of a chart.
 *
 * @param name its entry in the legend
 * @param style its colour and dash, an index into the palette of the page
 * @param values one per iteration; NaN leaves a gap
 */
record Series(String name, int style, double[] values) {
    /** Colours in the palette of Okabe and Ito (2008) that are told apart by colour-blind readers. */
    static final int COLOURS = 7;

    /** Later rounds through the palette are dashed. */
    String classes() {
        int round = style / COLOURS;
        return "s" + style % COLOURS + (round == 0 ? "" : " dash" + Math.min(round, 2));
    }
}
