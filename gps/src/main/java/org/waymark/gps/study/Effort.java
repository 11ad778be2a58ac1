package org.waymark.gps.study;

/** In what the course of a run is counted. */
enum Effort {
    /** Iterations done. */
    ITERATION,
    /** Rollouts for training so far: steps over the horizon. */
    ROLLOUTS,
    /** Control steps for training so far. */
    STEPS
}
