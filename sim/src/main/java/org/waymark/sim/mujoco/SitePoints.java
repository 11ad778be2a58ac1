package org.waymark.sim.mujoco;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.waymark.lqr.cost.PointMap;

/** The sites of a plant's state; each call borrows a workspace, so that as many exist as threads ever called at once. */
final class SitePoints implements PointMap, AutoCloseable {
    private final MujocoModel model;
    private final int stateSize;
    private final int positionSize;
    private final int velocitySize;
    private final int[] sites;
    private final List<Workspace> all = new ArrayList<>();
    private final Deque<Workspace> idle = new ArrayDeque<>();
    private boolean closed;

    /** @param plant with hinges and slides only */
    SitePoints(MujocoPlant plant) {
        model = plant.model();
        stateSize = plant.spec().stateSize();
        positionSize = plant.positionSize();
        velocitySize = plant.velocitySize();
        sites = plant.sites();
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    @Override
    public int size() {
        return 3 * sites.length;
    }

    @Override
    public void evaluate(double[] state, double[] points, double[] jacobian) {
        if (state.length != stateSize || points.length != size() || jacobian.length != size() * stateSize) {
            throw new IllegalArgumentException(
                    "state, points, jacobian: expected " + stateSize + ", " + size() + " and "
                            + size() * stateSize + " numbers, found " + state.length + ", " + points.length + " and "
                            + jacobian.length);
        }
        System.arraycopy(state, positionSize + velocitySize, points, 0, points.length);
        Arrays.fill(jacobian, 0);
        Workspace workspace = borrow();
        try {
            workspace.differentiate(state, jacobian);
        } finally {
            giveBack(workspace);
        }
    }

    private synchronized Workspace borrow() {
        if (closed) {
            throw new IllegalStateException("this MuJoCo plant is closed");
        }
        Workspace workspace = idle.poll();
        if (workspace == null) {
            workspace = new Workspace();
            all.add(workspace);
        }
        return workspace;
    }

    private synchronized void giveBack(Workspace workspace) {
        idle.push(workspace);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            all.forEach(Workspace::close);
        }
    }

    private final class Workspace {
        private final MujocoData data = new MujocoData(model);
        private final Memory siteJacobian = new Memory(8L * 3 * velocitySize);
        private final double[] row = new double[3 * velocitySize];

        private void differentiate(double[] state, double[] jacobian) {
            long m = model.address();
            long d = data.address();
            data.positions.put(0, state, 0, positionSize);
            MujocoNative.mj_kinematics(m, d);
            MujocoNative.mj_comPos(m, d);
            for (int i = 0; i < sites.length; i++) {
                MujocoNative.mj_jacSite(m, d, Pointer.nativeValue(siteJacobian), 0, sites[i]);
                siteJacobian.read(0, row, 0, row.length);
                scatter(3 * i * stateSize, jacobian);
            }
        }

        /** With hinges and slides alone, degree of freedom i moves joint position i. */
        private void scatter(int firstEntry, double[] jacobian) {
            for (int axis = 0; axis < 3; axis++) {
                System.arraycopy(row, axis * velocitySize, jacobian, firstEntry + axis * stateSize, velocitySize);
            }
        }

        private void close() {
            data.close();
            siteJacobian.close();
        }
    }
}
