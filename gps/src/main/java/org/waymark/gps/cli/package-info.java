/**
 * The {@code waymark} command.
 *
 * <p>Read first: {@link org.waymark.gps.cli.Main} (where it begins and how errors become exit codes), {@link
 * org.waymark.gps.cli.TrainCommand} and {@link org.waymark.gps.cli.EvalCommand}.
 */
package org.waymark.gps.cli;
