package org.waymark.sim.mechanism;

import java.util.ArrayList;
import java.util.List;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/** A serial chain as thin links, a ball at each joint, and a point at its tip; the joint angles come first in the state. */
public final class ChainDrawing implements Drawing {
    private final ChainKinematics kinematics;
    private final List<Part> parts;
    private final int size;

    /**
     * @param foot [3] where the stand of the chain reaches the ground, in the frame of the base, metres
     * @param radius of the links, metres
     */
    public ChainDrawing(SerialChain chain, double[] foot, double radius) {
        kinematics = new ChainKinematics(chain);
        size = chain.size();
        List<Part> all = new ArrayList<>();
        double[] here = {0, 0, 0};
        all.add(Part.segment(Part.WORLD, foot, chain.links().get(0).offset(), 1.6 * radius, Part.Role.SURROUNDINGS));
        for (int i = 0; i < size; i++) {
            boolean last = i == size - 1;
            double[] end = last ? chain.tip() : chain.links().get(i + 1).offset();
            double slimmer = 1 - 0.5 * i / size;
            all.add(Part.segment(i, here, end, slimmer * radius, Part.Role.BODY));
            if (last) {
                all.add(Part.ball(i, end, 0.6 * radius, Part.Role.POINT));
            }
        }
        parts = List.copyOf(all);
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public int frames() {
        return size;
    }

    @Override
    public void place(double[] state, double[] poses) {
        kinematics.update(state);
        for (int i = 0; i < size; i++) {
            double[] origin = kinematics.origin;
            Poses.write(
                    poses,
                    i,
                    origin[3 * i],
                    origin[3 * i + 1],
                    origin[3 * i + 2],
                    Poses.quaternion(kinematics.rotation, 9 * i));
        }
    }
}
