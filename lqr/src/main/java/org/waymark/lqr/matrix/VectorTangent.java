package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link HyperbolicTangent} on the Vector API. */
final class VectorTangent {
    private static final VectorSpecies<Double> SPECIES = VectorKernels.SPECIES;

    private VectorTangent() {}

    /** Writes the first multiple of four numbers, and says how many they are. */
    static int apply(double factor, double[] x, double[] out, int count) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            DoubleVector y = DoubleVector.fromArray(SPECIES, x, i)
                    .mul(factor)
                    .min(HyperbolicTangent.LIMIT)
                    .max(-HyperbolicTangent.LIMIT)
                    .mul(HyperbolicTangent.SCALE);
            DoubleVector s = y.mul(y);
            DoubleVector n = s.mul(HyperbolicTangent.N4)
                    .add(HyperbolicTangent.N3)
                    .fma(s, DoubleVector.broadcast(SPECIES, HyperbolicTangent.N2))
                    .fma(s, DoubleVector.broadcast(SPECIES, HyperbolicTangent.N1))
                    .fma(s, DoubleVector.broadcast(SPECIES, 1))
                    .mul(y);
            DoubleVector d = s.mul(HyperbolicTangent.D4)
                    .add(HyperbolicTangent.D3)
                    .fma(s, DoubleVector.broadcast(SPECIES, HyperbolicTangent.D2))
                    .fma(s, DoubleVector.broadcast(SPECIES, HyperbolicTangent.D1))
                    .fma(s, DoubleVector.broadcast(SPECIES, 1));
            DoubleVector n1 = n.add(n).mul(d);
            DoubleVector d1 = n.fma(n, d.mul(d));
            DoubleVector n2 = n1.add(n1).mul(d1);
            DoubleVector d2 = n1.fma(n1, d1.mul(d1));
            DoubleVector n3 = n2.add(n2).mul(d2);
            DoubleVector d3 = n2.fma(n2, d2.mul(d2));
            DoubleVector n4 = n3.add(n3).mul(d3);
            DoubleVector d4 = n3.fma(n3, d3.mul(d3));
            n4.div(d4).intoArray(out, i);
        }
        return i;
    }
}
