/**
 * What every simulator must keep to, as checks that anybody can run on theirs.
 *
 * <p>Read first: {@link org.waymark.sim.contract.SimulatorContract}, then {@link org.waymark.sim.contract.Finding}, what it says.
 */
package org.waymark.sim.contract;
