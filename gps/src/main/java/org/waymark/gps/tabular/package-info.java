/**
 * Learning from a table of the values of actions in states: Dyna-Q (Sutton and Barto, Reinforcement Learning, second edition, section
 * 8.2). Read {@link org.waymark.gps.tabular.DynaQLearner} first.
 */
package org.waymark.gps.tabular;
