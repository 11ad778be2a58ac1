package org.waymark.sim.mechanism;

import java.util.function.BiFunction;
import us.ihmc.euclid.matrix.Matrix3D;
import us.ihmc.euclid.referenceFrame.ReferenceFrame;
import us.ihmc.euclid.tuple3D.Vector3D;
import us.ihmc.mecano.algorithms.ForwardDynamicsCalculator;
import us.ihmc.mecano.multiBodySystem.RevoluteJoint;
import us.ihmc.mecano.multiBodySystem.RigidBody;

/**
 * The forward dynamics of us.ihmc:mecano, spoken to in arrays only, because this class lives in a class loader of its own.
 *
 * <p>Chain: one row per link, [offset 3, axis 3, mass, centre of mass 3, inertia 9], and a last row, gravity [3]. Input: q, q̇, τ.
 * Output: q̈. Armature and damping are left to the caller: mecano's joints have none.
 */
public final class MecanoOracle implements BiFunction<double[][], double[], double[]> {
    @Override
    public double[] apply(double[][] chain, double[] input) {
        int size = chain.length - 1;
        RigidBody base = new RigidBody("base", ReferenceFrame.getWorldFrame());
        RevoluteJoint[] joints = new RevoluteJoint[size];
        RigidBody body = base;
        for (int i = 0; i < size; i++) {
            double[] row = chain[i];
            joints[i] = new RevoluteJoint("joint" + i, body, vector(row, 0), vector(row, 3));
            Matrix3D inertia = new Matrix3D();
            inertia.set(row[10], row[11], row[12], row[13], row[14], row[15], row[16], row[17], row[18]);
            body = new RigidBody("link" + i, joints[i], inertia, row[6], vector(row, 7));
            joints[i].setQ(input[i]);
            joints[i].setQd(input[size + i]);
            joints[i].setTau(input[2 * size + i]);
        }
        base.updateFramesRecursively();
        ForwardDynamicsCalculator calculator = new ForwardDynamicsCalculator(base);
        calculator.setGravitationalAcceleration(vector(chain[size], 0));
        calculator.compute();
        calculator.writeComputedJointAccelerations(joints);
        double[] accelerations = new double[size];
        for (int i = 0; i < size; i++) {
            accelerations[i] = joints[i].getQdd();
        }
        return accelerations;
    }

    private static Vector3D vector(double[] row, int at) {
        return new Vector3D(row[at], row[at + 1], row[at + 2]);
    }
}
