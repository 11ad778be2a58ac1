/**
 * Mechanisms simulated by the MuJoCo physics engine: any MJCF file becomes a {@link org.waymark.sim.Plant}.
 *
 * <p>Read first: {@link org.waymark.sim.mujoco.MujocoOptions} (what to load), {@link org.waymark.sim.mujoco.MujocoPlant} (the state's
 * layout), {@link org.waymark.sim.mujoco.MujocoSimulator} (what one step does).
 *
 * <p>The engine is a native library, called directly. Its structs have no accessors, so their fields are read at byte offsets that
 * belong to one version of MuJoCo; a version without a table of offsets is refused by name, and a table is compared with a known model
 * each time the library is loaded.
 *
 * <p>Equations: the engine integrates M(q)q̈ + c(q, q̇) = τ + JᵀF with contact forces F from a convex problem (Todorov, Erez and Tassa,
 * MuJoCo: A physics engine for model-based control, 2012); the velocity is advanced first, q̇ ← q̇ + h q̈, then the position with it.
 */
package org.waymark.sim.mujoco;
