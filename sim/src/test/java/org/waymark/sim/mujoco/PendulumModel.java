package org.waymark.sim.mujoco;

import java.util.List;

/** A damped pendulum under torque: (I + m l²) θ̈ = u − b θ̇ − m g l sin θ, θ = 0 hanging down, with its tip as a site. */
final class PendulumModel {
    static final double STEP = 0.002;
    static final double LENGTH = 0.7;
    static final double DAMPING = 0.3;
    static final double INERTIA = 0.02 + 1.3 * LENGTH * LENGTH;
    static final double WEIGHT_MOMENT = 1.3 * 9.81 * LENGTH;

    static final String XML =
            """
            <mujoco model="pendulum">
              <option timestep="0.002" gravity="0 0 -9.81" integrator="RK4"/>
              <worldbody>
                <body name="post" pos="0.2 0 1">
                  <body name="rod">
                    <joint name="pivot" type="hinge" axis="0 1 0" damping="0.3"/>
                    <inertial pos="0 0 -0.7" mass="1.3" diaginertia="0.02 0.02 0.02"/>
                    <site name="tip" pos="0 0 -0.7"/>
                  </body>
                </body>
              </worldbody>
              <actuator><motor joint="pivot"/></actuator>
            </mujoco>
            """;

    private PendulumModel() {}

    static MujocoOptions options() {
        return MujocoOptions.of(Mjcf.text("pendulum", XML)).withSubsteps(10).withSites(List.of("tip"));
    }

    /** θ̈. */
    static double acceleration(double angle, double velocity, double torque) {
        return (torque - DAMPING * velocity - WEIGHT_MOMENT * Math.sin(angle)) / INERTIA;
    }
}
