package org.waymark.gps.report;

/**
 * A camera in front of a picture.
 *
 * @param camera where the scene is looked at from
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 */
record View(Camera camera, int width, int height) {
    /** Pixels per metre. */
    double scale() {
        return Math.min(width / Camera.ASPECT, height) / (2 * camera.radius());
    }

    /** [3] pixels to the right, pixels downwards, and how near a point of the world is, metres. */
    double[] see(double[] point) {
        double[] axes = camera.axes();
        double[] seen = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                seen[row] += axes[3 * row + i] * (point[i] - camera.centre()[i]);
            }
        }
        return new double[] {0.5 * width + scale() * seen[0], 0.5 * height - scale() * seen[1], seen[2]};
    }
}
