/**
 * Controllers to begin with, before anything is known about the plant.
 *
 * <p>Read first: {@link org.waymark.lqr.initial.LqrGuess} and {@link org.waymark.lqr.initial.PdGuess}. Both hold the plant around its
 * initial state and put noise on the controls to learn from.
 */
package org.waymark.lqr.initial;
