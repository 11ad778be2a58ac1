package org.waymark.gps.algorithm;

/** Improves the controller of one cluster; used by one thread at a time. */
interface LocalTeacher {
    LocalUpdate improve(LocalProblem problem);

    /** A new one, with a workspace of its own. */
    static LocalTeacher of(AlgorithmOptions options) {
        return switch (options.teacher()) {
            case LQR -> new LqrTeacher(options);
            case PI2 -> new Pi2Teacher(options);
            case PILQR -> new PilqrTeacher(options);
            case NETWORK -> throw new IllegalArgumentException("algorithm.teacher: a network is no local controller");
        };
    }
}
