package org.waymark.distillation.classification;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/**
 * Ten digits drawn as strokes into 10 × 10 pixels: turned, sheared, scaled, shifted, bent, of varying thickness, under noise.
 *
 * <p>Classes come in turn, so a set has as many of each, and the examples of a seed do not depend on how many are drawn.
 */
final class Glyphs {
    static final int SIDE = 10;
    static final int CLASSES = 10;

    /** Corners x, y of each digit's one stroke, in a box of half-width 0.6 and half-height 1, y downwards. */
    private static final double[][] STROKES = {
        {-.3, -1, .3, -1, .6, -.5, .6, .5, .3, 1, -.3, 1, -.6, .5, -.6, -.5, -.3, -1},
        {-.4, -.6, .1, -1, .1, 1},
        {-.5, -.6, -.3, -1, .3, -1, .5, -.5, -.6, 1, .6, 1},
        {-.5, -1, .3, -1, .5, -.5, .3, -.1, -.2, 0, .3, .1, .6, .5, .3, 1, -.5, 1},
        {.3, 1, .3, -1, -.6, .4, .6, .4},
        {.5, -1, -.4, -1, -.5, -.1, .2, -.2, .6, .3, .3, 1, -.5, 1},
        {.4, -1, -.3, -.5, -.6, .4, -.2, 1, .3, 1, .6, .5, .2, 0, -.3, .1, -.5, .5},
        {-.6, -1, .6, -1, -.2, 1},
        {-.2, 0, -.5, -.5, -.2, -1, .2, -1, .5, -.5, -.3, .2, -.5, .7, -.2, 1, .2, 1, .5, .6, .2, 0, -.5, -.5},
        {.5, -.5, .1, -.1, -.4, -.2, -.6, -.6, -.2, -1, .3, -1, .5, -.5, .4, .4, .1, 1},
    };

    private Glyphs() {}

    static LabelledData draw(int count, long seed) {
        RandomStreams streams = new RandomStreams(seed);
        double[] inputs = new double[count * SIDE * SIDE];
        int[] labels = new int[count];
        for (int n = 0; n < count; n++) {
            labels[n] = n % CLASSES;
            render(STROKES[labels[n]], streams.stream("glyph", 0, 0, n), inputs, n * SIDE * SIDE);
        }
        return new LabelledData(SIDE * SIDE, CLASSES, inputs, labels);
    }

    /** The same examples and, for each, {@code copies} more with the picture shifted by up to a pixel each way. */
    static LabelledData withShiftedCopies(LabelledData data, int copies, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("shift", 0, 0, 0);
        int pixels = SIDE * SIDE;
        double[] inputs = new double[data.size() * (copies + 1) * pixels];
        int[] labels = new int[data.size() * (copies + 1)];
        double[] picture = new double[pixels];
        for (int n = 0, out = 0; n < data.size(); n++) {
            data.copyInput(n, picture);
            for (int k = 0; k <= copies; k++, out++) {
                int dx = k == 0 ? 0 : random.nextInt(3) - 1;
                int dy = k == 0 ? 0 : random.nextInt(3) - 1;
                labels[out] = data.label(n);
                for (int i = 0; i < pixels; i++) {
                    int row = Math.floorMod(i / SIDE + dy, SIDE);
                    int column = Math.floorMod(i % SIDE + dx, SIDE);
                    inputs[out * pixels + row * SIDE + column] = picture[i];
                }
            }
        }
        return new LabelledData(pixels, CLASSES, inputs, labels);
    }

    private static void render(double[] stroke, RandomGenerator random, double[] pixels, int at) {
        double[] corners = placed(stroke, random);
        double thickness = 0.55 + 0.35 * random.nextDouble();
        for (int i = 0; i < SIDE * SIDE; i++) {
            double squared = Double.POSITIVE_INFINITY;
            for (int k = 0; k + 3 < corners.length; k += 2) {
                squared = Math.min(squared, squaredDistance(i % SIDE, i / SIDE, corners, k));
            }
            double ink = Math.max(0, Math.min(1, thickness + 0.5 - Math.sqrt(squared)));
            pixels[at + i] = ink + 0.15 * random.nextGaussian();
        }
    }

    /** The corners in pixels, after a random affine map and a bend of each. */
    private static double[] placed(double[] stroke, RandomGenerator random) {
        double angle = 0.2 * random.nextGaussian();
        double shear = 0.2 * random.nextGaussian();
        double width = 3.2 + 0.5 * random.nextGaussian();
        double height = 3.2 + 0.4 * random.nextGaussian();
        double centreX = 0.5 * (SIDE - 1) + 0.5 * random.nextGaussian();
        double centreY = 0.5 * (SIDE - 1) + 0.5 * random.nextGaussian();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double[] corners = new double[stroke.length];
        for (int k = 0; k < stroke.length; k += 2) {
            double y = height * (stroke[k + 1] + 0.08 * random.nextGaussian());
            double x = width * (stroke[k] + 0.08 * random.nextGaussian()) + shear * y;
            corners[k] = centreX + cos * x - sin * y;
            corners[k + 1] = centreY + sin * x + cos * y;
        }
        return corners;
    }

    /** Of a point from the segment between two corners. */
    private static double squaredDistance(double x, double y, double[] corners, int k) {
        double ax = x - corners[k];
        double ay = y - corners[k + 1];
        double bx = corners[k + 2] - corners[k];
        double by = corners[k + 3] - corners[k + 1];
        double along = (ax * bx + ay * by) / Math.max(bx * bx + by * by, 1e-12);
        double part = Math.max(0, Math.min(1, along));
        double dx = ax - part * bx;
        double dy = ay - part * by;
        return dx * dx + dy * dy;
    }
}
