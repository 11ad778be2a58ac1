package org.waymark.lqr.matrix;

/**
 * Which implementation of the kernels this JVM uses, decided once when this class is loaded.
 *
 * <p>It is the Vector API if the JVM was started with {@code --add-modules jdk.incubator.vector} on a processor with vectors of four
 * doubles or more, and plain loops otherwise. {@code -Dwaymark.kernels=plain} forces plain loops. Results of the two differ by rounding.
 */
public final class KernelChoice {
    /** The system property that forces plain loops if its value is {@code plain}. */
    public static final String PROPERTY = "waymark.kernels";

    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean VECTOR = !"plain".equals(System.getProperty(PROPERTY))
            && ModuleLayer.boot().findModule(MODULE).isPresent()
            && VectorKernels.isFast();

    private KernelChoice() {}

    /** Whether the kernels are those on the Vector API. */
    public static boolean isVector() {
        return VECTOR;
    }
}
