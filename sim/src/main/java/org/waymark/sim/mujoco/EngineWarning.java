package org.waymark.sim.mujoco;

/** What the engine complains about, in the order of its own enumeration {@code mjtWarning}. */
enum EngineWarning {
    INERTIA("the inertia matrix is nearly singular at degree of freedom %d; give the model mass or armature there"),
    CONTACTS_FULL("more than %d contacts, so some were left out; raise nconmax in the model's <size>"),
    CONSTRAINTS_FULL("more than %d constraint rows, so some were left out; raise njmax in the model's <size>"),
    VISUAL_FULL("more than %d drawn shapes"),
    BAD_POSITION("NaN or huge joint position at coordinate %d"),
    BAD_VELOCITY("NaN or huge joint velocity at degree of freedom %d"),
    BAD_ACCELERATION("NaN or huge joint acceleration at degree of freedom %d; use smaller steps or weaker controls"),
    BAD_CONTROL("NaN or huge control of actuator %d");

    private final String message;

    EngineWarning(String message) {
        this.message = message;
    }

    String message(int subject) {
        return String.format(message, subject);
    }
}
